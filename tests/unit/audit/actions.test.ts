import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionGroups, actionText, kindsOf } from '@/app/_components/audit/audit-texts'
import type { AuditSubject } from '@/lib/audit/commands'
import { translator } from '@/lib/i18n/translator'

/** The sources that write the audit log. */
const writers = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('lib', name), 'utf8'))
  .filter((source) => /\baudit\w*\(|\bauditEvents\b/.test(source))

/** Actions are written out as `noun.verb` and nothing else there is. */
const written = [...new Set(writers.flatMap((source) => [...source.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map((hit) => hit[1] ?? '')))].sort()

test('the scan finds the actions of commands, of their helpers and of sign-in', () => {
  expect(written).toEqual(expect.arrayContaining(['contract.added', 'machine.alert_set', 'machine.deleted', 'session.refused']))
  expect(written.length).toBeGreaterThan(20)
})

test.each(['fr', 'en'] as const)('every action that is audited has plain words (%s)', (locale) => {
  const t = translator(locale)
  expect(written.filter((action) => actionText(action, t) === action)).toEqual([])
})

test('every action that has words is written somewhere', () => {
  const worded = actionGroups('fr', translator('fr')).flatMap(({ actions }) => actions.map(({ id }) => id))
  expect(worded.filter((action) => !written.includes(action))).toEqual([])
})

/** The compiler wants a line here for each kind that commands may name. */
const kinds: Record<AuditSubject['kind'], true> = {
  session: true,
  user: true,
  reseller: true,
  brand: true,
  space: true,
  contract: true,
  machine: true,
  mail: true,
  kit: true,
  webhook: true,
  platform: true,
}

test.each(['fr', 'en'] as const)('every kind of subject has plain words (%s)', (locale) => {
  expect(kindsOf(locale).sort()).toEqual(Object.keys(kinds).sort())
})

test.each(['fr', 'en'] as const)('every group of actions has a heading (%s)', (locale) => {
  const groups = actionGroups(locale, translator(locale))
  expect(groups.filter(({ name, label }) => name === label)).toEqual([])
})

test('an action of another version is shown as it was written', () => {
  expect(actionText('moon.landed', translator('fr'))).toBe('moon.landed')
})
