import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flatten } from '@/lib/i18n/compiled-messages'
import { messages } from '@/lib/i18n/messages'

const texts = { fr: new Map(flatten('', messages.fr)), en: new Map(flatten('', messages.en)) }
const readSources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
const screens = readSources('app')
const sources = [...screens, ...readSources('lib')]
const namespaces = Object.keys(messages.fr).join('|')
/** Whole keys anywhere, and the fixed beginning of those made at run time: t(`machineState.label.${state}`). */
const namedIn = (texts: string[]): Set<string | undefined> =>
  new Set(texts.flatMap((source) => [...source.matchAll(new RegExp(`'((?:${namespaces})\\.[\\w.]+)'`, 'g'))].map((hit) => hit[1])))
const named = namedIn(sources)
const beginnings = sources.flatMap((source) =>
  [...source.matchAll(new RegExp(`\`((?:${namespaces})\\.[\\w.]*)\\$\\{`, 'g'))].map((hit) => hit[1] ?? ''),
)

test('both languages have the same texts', () => {
  expect([...texts.en.keys()]).toEqual([...texts.fr.keys()])
})

test('both languages ask for the same arguments', () => {
  for (const [key, french] of texts.fr) expect(argumentsOf(texts.en.get(key) ?? ''), key).toEqual(argumentsOf(french))
})

// In lib, names of events look like keys; what is passed to the translator there is checked by its type.
test('every text that the screens name exists', () => {
  expect([...namedIn(screens)].filter((key) => key && !texts.fr.has(key))).toEqual([])
})

test('every text is used', () => {
  expect([...texts.fr.keys()].filter((key) => !named.has(key) && !beginnings.some((start) => key.startsWith(start)))).toEqual([])
})

test('no text says the name of a brand, except those of the operator, who sells the products', () => {
  for (const locale of [texts.fr, texts.en])
    for (const [key, text] of locale) if (!key.startsWith('operator.')) expect(text, key).not.toMatch(/kiwi/i)
})

const argumentsOf = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((hit) => hit[1] ?? ''))].sort()
