import { expect, test } from 'vitest'
import { isInAlert, silentSince, type Watched } from '@/lib/alerts/missed'

const NOW = new Date('2026-11-22T10:00:00Z')
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds)
const DAY = 86_400_000
const watched = (facts: Partial<Watched> = {}): Watched => ({
  lastBackupAt: ago(3 * DAY),
  registeredAt: ago(100 * DAY),
  missedAlert: true,
  missedAfterDays: 3,
  suspended: false,
  ...facts,
})

test('a machine is in alert from exactly the set number of days on', () => {
  expect(isInAlert(watched({ lastBackupAt: ago(3 * DAY) }), NOW)).toBe(true)
  expect(isInAlert(watched({ lastBackupAt: ago(3 * DAY - 1) }), NOW)).toBe(false)
  expect(isInAlert(watched({ missedAfterDays: 1, lastBackupAt: ago(DAY) }), NOW)).toBe(true)
})

test('a machine that never backed up counts from its registration', () => {
  expect(isInAlert(watched({ lastBackupAt: null, registeredAt: ago(3 * DAY) }), NOW)).toBe(true)
  expect(isInAlert(watched({ lastBackupAt: null, registeredAt: ago(3 * DAY - 1) }), NOW)).toBe(false)
  expect(silentSince({ lastBackupAt: null, registeredAt: ago(DAY) })).toEqual(ago(DAY))
})

test('a machine whose alert is off, or whose contract is suspended, is never in alert', () => {
  expect(isInAlert(watched({ missedAlert: false, lastBackupAt: ago(300 * DAY) }), NOW)).toBe(false)
  expect(isInAlert(watched({ suspended: true, lastBackupAt: ago(300 * DAY) }), NOW)).toBe(false)
})

test('days are of 24 hours, also over a change of the clocks', () => {
  const now = new Date('2026-10-26T10:00:00Z')
  expect(isInAlert(watched({ missedAfterDays: 2, lastBackupAt: new Date('2026-10-24T10:00:00Z') }), now)).toBe(true)
  expect(isInAlert(watched({ missedAfterDays: 2, lastBackupAt: new Date('2026-10-24T10:00:01Z') }), now)).toBe(false)
})
