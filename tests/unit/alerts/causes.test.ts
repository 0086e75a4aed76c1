import { describe, expect, test } from 'vitest'
import { recipientsOf } from '@/lib/alerts/audience'
import { endOf, judgeMachine, type MachineFacts } from '@/lib/alerts/causes'
import { nextDue, type Paced } from '@/lib/alerts/pace'

const DAY = 86_400_000
const NOW = new Date('2026-11-22T09:00:00Z')
const ago = (days: number) => new Date(NOW.getTime() - days * DAY)
const ahead = (days: number) => ago(-days)
const machine: MachineFacts = {
  ...{ lastBackupAt: ago(1), registeredAt: ago(100), missedAlert: true, missedAfterDays: 3, suspended: false },
  ...{ lastFinishedAt: ago(1), lastOutcome: 'success', configError: null, checkFailure: null, freezeReason: null },
}
const kinds = (facts: Partial<MachineFacts>) => judgeMachine({ ...machine, ...facts }, NOW).causes.map(({ kind }) => kind)

describe('a machine', () => {
  test('that is well is looked at again when its days are over', () => {
    expect(judgeMachine(machine, NOW)).toEqual({ causes: [], undecided: [], lookAfter: ahead(2) })
  })

  test('can have several things wrong at once', () => {
    const facts = { lastBackupAt: ago(3), lastOutcome: 'failed' as const, configError: '', checkFailure: 'damaged' }
    expect(kinds(facts)).toEqual(['missed', 'failed', 'config_refused', 'check_failed'])
    expect(kinds({ ...facts, suspended: true })).toEqual([])
  })

  test('whose last run was cancelled says nothing of the one before', () => {
    expect(judgeMachine({ ...machine, lastOutcome: 'cancelled' }, NOW).undecided).toEqual(['failed', 'partial'])
  })

  test('whose history is frozen says so, but while its check fails only that', () => {
    expect(kinds({ freezeReason: 'shrunk' })).toEqual(['history_frozen'])
    const unchecked = judgeMachine({ ...machine, freezeReason: 'check_failed', checkFailure: 'damaged' }, NOW)
    expect(unchecked.causes.map(({ kind }) => kind)).toEqual(['check_failed'])
    expect(unchecked.undecided).toEqual(['history_frozen'])
  })

  test('whose silence ends without a backup is only no longer asked for', () => {
    const alert = { kind: 'missed' as const, sinceAt: ago(5) }
    expect(endOf(alert, { ...machine, lastBackupAt: ago(5) })).toBe('switched_off')
    expect(endOf(alert, { ...machine, lastBackupAt: ago(0) })).toBe('over')
    expect(endOf(alert, { ...machine, suspended: true })).toBe('suspended')
  })
})

describe('an open episode is due', () => {
  const paced: Paced = {
    ...{ kind: 'failed', sinceAt: ago(0), openedAt: NOW, escalatedAt: null, remindedAt: null, acknowledgedAt: null, snoozedUntil: null },
    ...{ missedAfterDays: 3, remindAfterDays: 7 },
  }
  test.each<[string, Partial<Paced>, Date | null]>([
    ['when it escalates', {}, ahead(3)],
    ['when somebody is to be reminded', { escalatedAt: NOW }, ahead(7)],
    ['counted from the last reminder', { escalatedAt: NOW, remindedAt: ahead(7) }, ahead(14)],
    ['not by itself without reminders', { escalatedAt: NOW, remindAfterDays: null }, null],
    ['not by itself while somebody has it in hand', { escalatedAt: NOW, acknowledgedAt: NOW }, null],
    ['when its rest is over', { escalatedAt: NOW, snoozedUntil: ahead(9) }, ahead(9)],
    ['for a silence when it has lasted twice as long', { kind: 'missed', sinceAt: ago(3) }, ahead(3)],
    ['for a volume within the hour', { kind: 'over_volume' }, new Date(NOW.getTime() + 3_600_000)],
  ])('%s', (_when, facts, due) => {
    expect(nextDue({ ...paced, ...facts }, NOW)).toEqual(due)
  })
})

describe('who is told', () => {
  const to = { clientEmail: 'c@x.test', clientLocale: 'fr' as const, alertEmail: 'r@x.test', resellerLocale: 'en' as const }
  const [both, none] = [
    { backupAlert: true, missedAlert: true },
    { backupAlert: false, missedAlert: false },
  ]
  const audiences = (...args: Parameters<typeof recipientsOf>) => recipientsOf(...args).map(({ audience }) => audience)
  test('follows the two switches', () => {
    expect(audiences('missed', to, { ...none, missedAlert: true })).toEqual(['client', 'reseller'])
    expect(audiences('missed', to, { ...none, backupAlert: true })).toEqual([])
    expect(audiences('failed', to, { ...none, backupAlert: true })).toEqual(['client', 'reseller'])
    expect(audiences('success', to, { ...none, missedAlert: true })).toEqual([])
    expect(audiences('check_failed', to, both)).toEqual(['reseller'])
    expect(audiences('config_refused', to, none)).toEqual([])
  })
})
