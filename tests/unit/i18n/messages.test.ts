import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flatten } from '@/lib/i18n/compiled-messages'
import { messages } from '@/lib/i18n/messages'

const texts = { fr: new Map(flatten('', messages.fr)), en: new Map(flatten('', messages.en)) }
const read = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
/** All of app; of lib what is said to people, since its audit actions look alike. */
const sources = [...read('app'), ...read('lib').map((source) => [...source.matchAll(/\bt\(['`][^)]*/g)].join('\n'))]
const namespaces = Object.keys(messages.fr).join('|')
/** Whole keys anywhere, and the fixed beginning of those made at run time: t(`machineState.label.${state}`). */
const named = new Set(
  sources.flatMap((source) => [...source.matchAll(new RegExp(`'((?:${namespaces})\\.[\\w.]+)'`, 'g'))].map((hit) => hit[1])),
)
const beginnings = sources.flatMap((source) =>
  [...source.matchAll(new RegExp(`\`((?:${namespaces})\\.[\\w.]*)\\$\\{`, 'g'))].map((hit) => hit[1] ?? ''),
)

test('both languages have the same texts', () => {
  expect([...texts.en.keys()]).toEqual([...texts.fr.keys()])
})

test('both languages ask for the same arguments', () => {
  for (const [key, french] of texts.fr) expect(argumentsOf(texts.en.get(key) ?? ''), key).toEqual(argumentsOf(french))
})

test('every text that the sources name exists', () => {
  expect([...named].filter((key) => key && !texts.fr.has(key))).toEqual([])
})

test('every text is used', () => {
  expect([...texts.fr.keys()].filter((key) => !named.has(key) && !beginnings.some((start) => key.startsWith(start)))).toEqual([])
})

test('no text says the name of a brand, except those of the operator, who sells the products', () => {
  for (const locale of [texts.fr, texts.en])
    for (const [key, text] of locale) if (!key.startsWith('operator.')) expect(text, key).not.toMatch(/kiwi/i)
})

const argumentsOf = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((hit) => hit[1] ?? ''))].sort()
