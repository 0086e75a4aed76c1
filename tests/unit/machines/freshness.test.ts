import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysWithoutBackup, freshness, machineStates } from '@/lib/machines/freshness'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = new Date('2026-11-22T10:00:00Z')
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds)
const stateAfter = (milliseconds: number) => freshness({ lastBackupAt: ago(milliseconds), suspended: false }, NOW)

test.each([
  ['fresh', 0],
  ['fresh', 24 * HOUR - 1],
  ['recent', 24 * HOUR],
  ['recent', 48 * HOUR - 1],
  ['aging', 48 * HOUR],
  ['aging', 4 * DAY - 1],
  ['late', 4 * DAY],
  ['late', 8 * DAY - 1],
  ['overdue', 8 * DAY],
  ['overdue', 15 * DAY - 1],
  ['lost', 15 * DAY],
  ['lost', 4_000 * DAY],
])('a machine is %s %i ms after its last backup', (state, age) => {
  expect(stateAfter(age)).toBe(state)
})

test('a backup from the future counts as now', () => {
  expect(stateAfter(-5 * DAY)).toBe('fresh')
  expect(daysWithoutBackup(ago(-5 * DAY), NOW)).toBe(0)
})

test('a machine that never backed up is that and has no days', () => {
  expect(freshness({ lastBackupAt: null, suspended: false }, NOW)).toBe('never')
  expect(daysWithoutBackup(null, NOW)).toBeNull()
})

test('a suspended contract hides how old the backup is', () => {
  for (const lastBackupAt of [null, NOW, ago(90 * DAY)]) expect(freshness({ lastBackupAt, suspended: true }, NOW)).toBe('suspended')
})

test('days are whole days: 24 hours, whatever the clocks of a time zone did', () => {
  expect(daysWithoutBackup(ago(DAY - 1), NOW)).toBe(0)
  expect(daysWithoutBackup(ago(DAY), NOW)).toBe(1)
  expect(daysWithoutBackup(ago(15 * DAY - 1), NOW)).toBe(14)
})

test('a machine never looks fresher as time passes', () => {
  const order = machineStates.indexOf.bind(machineStates)
  fc.assert(
    fc.property(fc.nat(60 * DAY), fc.nat(60 * DAY), (age, more) => {
      expect(order(stateAfter(age + more))).toBeGreaterThanOrEqual(order(stateAfter(age)))
    }),
  )
})
