import { describe, expect, test } from 'vitest'
import { compare } from '@/app/_components/statistics/comparison'
import { groupDays, meanSeconds } from '@/app/_components/statistics/day-groups'
import { ordered, readOrder } from '@/app/_components/statistics/group-order'
import { groupBackups } from '@/app/_components/statistics/machine-groups'
import { sharePercent, shareText } from '@/app/_components/statistics/share'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { successPercent } from '@/lib/statistics/success'
import type { MachineStatistic } from '@/lib/statistics/types'

const backup = (number: number, facts: Partial<MachineStatistic> = {}): MachineStatistic => ({
  id: String(number),
  startedAt: new Date(Date.parse('2026-01-01T00:00:00Z') + number * 3_600_000),
  outcome: 'success',
  bytesAdded: 10,
  storedBytes: 1000 + number,
  files: 1,
  durationSeconds: number,
  ...facts,
})
const totals = { backups: 4, success: 2, partial: 1, failed: 1, cancelled: 0, bytesAdded: 100, durationSeconds: 80 }

describe('a machine’s backups in a chart', () => {
  test('stand each on their own while they fit', () => {
    expect(groupBackups([backup(1), backup(2)]).map(({ backups }) => backups)).toEqual([1, 1])
  })

  test('are added up honestly when they do not', () => {
    const groups = groupBackups(Array.from({ length: 250 }, (_, number) => backup(number)))
    expect(groups.length).toBeLessThanOrEqual(120)
    expect(groups[0]).toMatchObject({ backups: 3, bytesAdded: 30, storedBytes: 1002, longestSeconds: 2, success: 3 })
    expect(groups.reduce((sum, group) => sum + group.bytesAdded, 0)).toBe(2500)
  })

  test('a failed one says nothing of the machine’s volume', () => {
    const volumes = groupBackups([
      backup(1, { outcome: 'failed', storedBytes: 0 }),
      backup(2),
      backup(3, { outcome: 'lost', storedBytes: 0 }),
    ]).map(({ storedBytes }) => storedBytes)
    expect(volumes).toEqual([1002, 1002, 1002])
  })
})

describe('a share', () => {
  const french = { t: translator('fr'), f: formatter('fr', 'Europe/Paris') }
  test('is written as the manual does', () => {
    const text = shareText(backup(1, { bytesAdded: 12_631_000, storedBytes: 7_430_000_000 }), french)
    expect(text.replace(/\s/g, ' ')).toBe('0,17 % de 7,43 Go')
  })

  test('of no volume is none, and something never reads as nothing', () => {
    expect(sharePercent({ bytesAdded: 5, storedBytes: 0 })).toBeNull()
    expect(shareText(backup(1, { storedBytes: 0 }), french)).toBe('–')
    expect(shareText(backup(1, { bytesAdded: 1, storedBytes: 1e12 }), french).replace(/\s/g, ' ')).toBe('< 0,01 % de 1 To')
    expect(shareText(backup(1, { bytesAdded: 0, storedBytes: 1e12 }), french).replace(/\s/g, ' ')).toBe('0 % de 1 To')
  })
})

test('days stand alone for a quarter of a year and are added up beyond', () => {
  const day = (number: number) => ({ ...totals, day: new Date(number * 86_400_000).toISOString().slice(0, 10) })
  expect(groupDays(Array.from({ length: 90 }, (_, number) => day(number)))).toHaveLength(90)
  const year = groupDays(Array.from({ length: 365 }, (_, number) => day(number)))
  expect(year[0]).toMatchObject({ days: 4, from: '1970-01-01', to: '1970-01-04', backups: 16, bytesAdded: 400 })
})

test('means and rates of nothing are none', () => {
  expect([meanSeconds(totals), successPercent(totals)]).toEqual([20, 75])
  const none = { ...totals, backups: 0, success: 0, partial: 0, failed: 0, durationSeconds: 0 }
  expect([meanSeconds(none), successPercent(none)]).toEqual([0, null])
})

test.each([
  [120, 100, { kind: 'more', percent: 20 }],
  [80, 100, { kind: 'less', percent: 20 }],
  [100, 100, { kind: 'same' }],
  [1001, 1000, { kind: 'same' }],
  [5, 0, { kind: 'fromNothing' }],
  [0, 0, { kind: 'same' }],
  [0, 5, { kind: 'less', percent: 100 }],
])('%d beside %d before', (now, before, expected) => expect(compare(now, before)).toEqual(expected))

test('tables sort by name without minding accents, and by figures with names for ties', () => {
  const group = (name: string, backups: number) => ({ ...totals, id: name, name, backups })
  const groups = [group('Zoé', 1), group('école 10', 3), group('École 9', 3)]
  const names = (order: Parameters<typeof ordered>[1]) => ordered(groups, order).map(({ name }) => name)
  expect(names({ sort: 'name', descending: false })).toEqual(['École 9', 'école 10', 'Zoé'])
  expect(names({ sort: 'backups', descending: true })).toEqual(['École 9', 'école 10', 'Zoé'])
  expect(names(readOrder({ sort: 'backups' }))).toEqual(['Zoé', 'École 9', 'école 10'])
  expect(readOrder({ sort: 'drop table', order: 'x' })).toEqual({ sort: 'name', descending: false })
})
