import { eq, inArray, ne, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { alerts, machines, resellers } from '@/db/schema'
import { setAlertMails, setMissedAfterDays } from '@/lib/alerts/commands'
import { makeFleetsDue } from '@/lib/alerts/fleets'
import { sweepAlerts } from '@/lib/alerts/round'
import { sweepMachines } from '@/lib/alerts/sweep'
import { calm, stand } from '@/tests/support/calm'
import { type Cast, makeCast, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { copyMachine } from '@/tests/support/many-machines'
import { rowsLookedAt } from '@/tests/support/plan'

const database = testDatabase()
const DAY = 86_400_000
const NOW = new Date('2026-11-22T09:00:00Z')
const never = new AbortController().signal
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(async () => {
  await withSystem('tests', async (tx) => {
    await tx.delete(alerts)
    await tx.delete(machines).where(ne(machines.name, 'PC-1'))
    await tx.update(resellers).set({ missedAfterDays: 3, remindAfterDays: 7 })
    await tx.update(machines).set(calm(NOW))
  })
  await sweep()
})
const sweep = (now = NOW) => sweepAlerts(system, () => now, never)
const looked = async (now = NOW) => (await sweepMachines(system, now)).looked
const missed = () => withSystem('tests', (tx) => tx.select().from(alerts).where(eq(alerts.kind, 'missed')))

test('a machine of which nothing changes is not looked at before its time', async () => {
  expect(await looked()).toBe(0)
  await stand(cast.machines.east, { lastBackupAt: new Date(NOW.getTime() + DAY), changedAt: NOW })
  expect(await looked()).toBe(1)
  expect(await looked(new Date(NOW.getTime() + 3 * DAY))).toBe(2)
  expect(await missed()).toHaveLength(2)
})

test.each([
  ['a name', { name: 'PC-1' }],
  ['that it was heard of', { lastSeenAt: NOW, changedAt: NOW }],
  ['a comment', { comment: 'words' }],
])('%s is no reason to look at it', async (_what, facts) => {
  await stand(cast.machines.east, facts)
  expect(await looked()).toBe(0)
})

test('those that are due are found among many without looking at the others', async () => {
  await copyMachine(cast.machines.carols.machineId, 2_000, 'Quiet')
  const due = await copyMachine(cast.machines.east.machineId, 3, 'Due')
  await withSystem('tests', async (tx) => {
    await tx.update(machines).set({ alertAfter: new Date(NOW.getTime() + DAY) })
    await tx.update(machines).set({ alertAfter: NOW }).where(inArray(machines.id, due))
    await tx.execute(sql`reset role`)
    await tx.execute(sql`analyze machines`)
  })
  const work = async () => expect(await looked()).toBe(3)
  const rows = await rowsLookedAt(database.url(), 'machines', { kind: 'system' }, work, 'skip locked')
  expect(rows).toBeLessThan(10)
})

describe('new terms of a reseller', () => {
  test('make all of its machines due and no other’s, also those beyond one batch', async () => {
    const ids = await copyMachine(cast.machines.east.machineId, 4_100, 'More')
    await sweep()
    await setMissedAfterDays(cast.alice, { days: 5 })
    expect(await looked()).toBe(0)
    while ((await makeFleetsDue(system)).more);
    const due = await withSystem('tests', (tx) => tx.$count(machines, eq(machines.alertAfter, new Date(0))))
    expect(due).toBe(ids.length + 2)
  })

  test('hold within a round: a longer limit ends silences, a shorter one begins them', async () => {
    const later = new Date(NOW.getTime() + 4 * DAY)
    await stand(cast.machines.carols, { lastBackupAt: later })
    await sweep(later)
    await setMissedAfterDays(cast.alice, { days: 9 })
    await sweep(later)
    expect((await missed()).map(({ end }) => end)).toEqual(['switched_off', 'switched_off'])
    await setMissedAfterDays(cast.alice, { days: 2 })
    await sweep(later)
    expect((await missed()).filter(({ closedAt }) => closedAt === null)).toHaveLength(2)
  })

  test('begin reminders of what was open before', async () => {
    const terms = { successMails: 'each' as const, dailyDigest: false }
    await setAlertMails(cast.alice, { ...terms, remindAfterDays: null })
    await stand(cast.machines.east, { configError: 'what is this' })
    await sweep()
    await withSystem('tests', (tx) => tx.update(alerts).set({ escalatedAt: NOW, dueAt: null }))
    await setAlertMails(cast.alice, { ...terms, remindAfterDays: 7 })
    await sweep()
    const [alert] = await withSystem('tests', (tx) => tx.select().from(alerts))
    expect(alert?.dueAt).toEqual(new Date(NOW.getTime() + 7 * DAY))
  })
})
