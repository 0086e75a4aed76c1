import { expect, test } from 'vitest'
import type { LastBackup } from '@/agent/last-backup'
import { jitter, Memory, nextBackupAt, retryAt } from '@/agent/schedule'
import { agentConfigSchema } from '@/lib/agent-protocol/config'

const nightly = agentConfigSchema.parse({ paths: ['/home'], schedule: '0 21 * * *' })
const local = (text: string) => new Date(text)
const last = (over: Partial<LastBackup>): LastBackup => ({
  backupId: 'x',
  trigger: 'schedule',
  startedAt: local('2026-03-10T21:00:00').toISOString(),
  finishedAt: local('2026-03-10T21:10:00').toISOString(),
  outcome: 'success',
  error: null,
  snapshotId: null,
  storedBytes: 0,
  failures: 0,
  ...over,
})

test('the first backup is at the first time after the configuration came into force', () => {
  expect(nextBackupAt(nightly, local('2026-03-10T09:00:00'), null)).toEqual(local('2026-03-10T21:00:00'))
})

test('after a backup comes the next time; a time in the past was missed', () => {
  expect(nextBackupAt(nightly, local('2026-03-01T00:00:00'), last({}))).toEqual(local('2026-03-11T21:00:00'))
})

test('a new schedule counts from when it came into force', () => {
  expect(nextBackupAt(nightly, local('2026-03-20T09:00:00'), last({}))).toEqual(local('2026-03-20T21:00:00'))
})

test('no schedule, or one that never comes, plans nothing', () => {
  expect(nextBackupAt({ ...nightly, schedule: null }, new Date(), null)).toBeNull()
  expect(nextBackupAt({ ...nightly, schedule: '0 0 30 2 *' }, new Date(), null)).toBeNull()
})

test('jitter is at most five minutes, and a tenth of a short step', () => {
  const dueAt = local('2026-03-10T21:00:00')
  expect(jitter(nightly, dueAt, 1)).toBe(300_000)
  expect(jitter({ ...nightly, schedule: '* * * * *' }, dueAt, 1)).toBe(6000)
  expect(jitter(nightly, dueAt, 0)).toBe(0)
})

test('after failures that may mend it tries again, less and less often', () => {
  const minutes = (failures: number) => {
    const at = retryAt(last({ failures }))
    return at && (at.getTime() - local('2026-03-10T21:10:00').getTime()) / 60_000
  }
  expect([0, 1, 2, 3, 4, 5, 50].map(minutes)).toEqual([null, 5, 10, 20, 40, 60, 60])
})

test('a past that is credible is left as it is', () => {
  const past = { since: local('2026-03-01T00:00:00'), last: last({}) }
  expect(new Memory().past(past, local('2026-03-10T21:30:00'))).toEqual(past)
})

test('a backup noted while the clock ran years ahead holds back none, and the next one comes at its time', () => {
  const memory = new Memory()
  const ahead = last({
    startedAt: local('2031-01-01T21:00:00').toISOString(),
    finishedAt: local('2031-01-01T21:05:00').toISOString(),
    failures: 1,
  })
  const at = (time: string) => memory.past({ since: local('2026-03-01T00:00:00'), last: ahead }, local(time))
  const noticed = at('2026-03-10T20:00:00')
  expect(nextBackupAt(nightly, noticed.since, noticed.last)).toEqual(local('2026-03-10T21:00:00'))
  expect(noticed.last && retryAt(noticed.last)).toEqual(local('2026-03-10T20:05:00'))
  const due = at('2026-03-10T21:00:01')
  expect(nextBackupAt(nightly, due.since, due.last)).toEqual(local('2026-03-10T21:00:00'))
})

test('a configuration that came into force in the future counts from now', () => {
  const { since } = new Memory().past({ since: local('2031-01-01T00:00:00'), last: null }, local('2026-03-10T20:00:00'))
  expect(nextBackupAt(nightly, since, null)).toEqual(local('2026-03-10T21:00:00'))
})

test('a clock that goes back once more is followed', () => {
  const memory = new Memory()
  const past = { since: local('2031-01-01T00:00:00'), last: null }
  memory.past(past, local('2027-03-10T20:00:00'))
  expect(memory.past(past, local('2026-03-10T20:00:00')).since).toEqual(local('2026-03-10T20:00:00'))
})
