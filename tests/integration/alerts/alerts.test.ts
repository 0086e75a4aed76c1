import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { machines, resellers } from '@/db/schema'
import { setMissedAfterDays } from '@/lib/alerts/commands'
import { isInAlert } from '@/lib/alerts/missed'
import { countForNavigation, getMissedAfterDays, listMachinesInAlert } from '@/lib/alerts/queries'
import { setMissedAfterDaysSchema } from '@/lib/alerts/schema'
import { hideBackup, recordReports } from '@/lib/backups/commands'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { ForbiddenError } from '@/lib/errors'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, type CastMachine, makeCast, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { copyMachine, statementsOf } from '@/tests/support/many-machines'
import { finished, newBackupId, started } from '@/tests/support/reports'

testDatabase()
const DAY = 86_400_000
const NOW = new Date('2026-11-22T09:00:00Z')
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds)
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
  for (const { machineId } of Object.values(cast.machines)) await stand(machineId, { registeredAt: ago(100 * DAY), lastBackupAt: ago(DAY) })
})

const stand = (machineId: string, facts: Partial<typeof machines.$inferInsert>) =>
  withSystem('tests', (tx) => tx.update(machines).set(facts).where(eq(machines.id, machineId)))
const inAlert = async (actor = cast.alice, now = NOW) => (await listMachinesInAlert(actor, now)).rows.map(({ id }) => id)
const report = async (machine: CastMachine, ...reports: Parameters<typeof recordReports>[0][number]['reports']) =>
  recordReports([{ machine: await machineActor(machine), reports, receivedAt: NOW }])

describe('a machine is in alert', () => {
  test.each([
    [3 * DAY, true],
    [3 * DAY - 1000, false],
  ])('after %d ms of silence and three days allowed: %s', async (silence, expected) => {
    await stand(cast.machines.east.machineId, { lastBackupAt: ago(silence) })
    expect((await inAlert()).includes(cast.machines.east.machineId)).toBe(expected)
  })

  test('counted from its registration while it never backed up', async () => {
    await stand(cast.machines.east.machineId, { lastBackupAt: null, registeredAt: ago(3 * DAY) })
    expect(await inAlert(cast.bob)).toEqual([cast.machines.east.machineId])
    await stand(cast.machines.east.machineId, { registeredAt: ago(3 * DAY - 1000) })
    expect(await inAlert(cast.bob)).toEqual([])
  })

  test('never while its alert is off', async () => {
    await stand(cast.machines.east.machineId, { lastBackupAt: ago(50 * DAY), missedAlert: false })
    expect(await inAlert(cast.bob)).toEqual([])
    await stand(cast.machines.east.machineId, { missedAlert: true })
    expect(await inAlert(cast.bob)).toHaveLength(1)
  })

  test('never while its contract is suspended, and again afterwards', async () => {
    must(await suspendContract(cast.alice, cast.contracts.east, NOW))
    expect(await inAlert(cast.bob)).toEqual([])
    expect((await countForNavigation(cast.bob, NOW)).inAlert).toBe(0)
    must(await reactivateContract(cast.alice, cast.contracts.east, NOW))
    expect(await inAlert(cast.bob)).toHaveLength(1)
  })

  test('by its own limit where it has one', async () => {
    await stand(cast.machines.east.machineId, { missedAfterDays: 60 })
    expect(await inAlert(cast.bob)).toEqual([])
    await stand(cast.machines.east.machineId, { missedAfterDays: 50 })
    expect((await listMachinesInAlert(cast.bob, NOW)).rows).toMatchObject([{ missedAfterDays: 50, missedAfterOverride: 50 }])
    await stand(cast.machines.east.machineId, { missedAfterDays: null })
  })

  test('by the same rule in the database as on the screen', async () => {
    for (const silence of [0, 2.9, 3, 3.1, 20]) {
      const facts = { lastBackupAt: ago(silence * DAY), missedAlert: true, registeredAt: ago(100 * DAY) }
      await stand(cast.machines.east.machineId, facts)
      const expected = isInAlert({ ...facts, missedAfterDays: 3, suspended: false }, NOW)
      expect((await inAlert(cast.bob)).length === 1).toBe(expected)
    }
  })
})

describe('the list', () => {
  test('begins with the longest silence', async () => {
    await stand(cast.machines.west.machineId, { lastBackupAt: ago(30 * DAY) })
    await stand(cast.machines.east.machineId, { lastBackupAt: ago(40 * DAY) })
    expect(await inAlert()).toEqual([cast.machines.east.machineId, cast.machines.west.machineId])
  })

  test('names the last run that ended, with its error', async () => {
    const [failed, running] = [newBackupId(NOW.getTime() - DAY), newBackupId(NOW.getTime() - 1000)]
    await report(cast.machines.west, finished(failed, 0, NOW.getTime() - DAY, { outcome: 'failed', error: 'disk full' }))
    await report(cast.machines.west, started(running, 0, NOW.getTime() - 1000))
    const [row] = (await listMachinesInAlert(cast.berthe, NOW)).rows
    expect(row).toMatchObject({ name: 'PC-1', contractTitle: 'Bakery', lastRun: { id: failed, outcome: 'failed', error: 'disk full' } })
  })

  test('is of the actor’s spaces alone', async () => {
    expect(await inAlert(cast.bob)).toEqual([cast.machines.east.machineId])
    expect(await inAlert(cast.berthe)).toEqual([cast.machines.west.machineId])
    expect(await inAlert(cast.carol)).toEqual([])
  })
})

describe('the limit of the reseller', () => {
  test('is set by its administrator, holds at once, and is audited', async () => {
    await setMissedAfterDays(cast.alice, { days: 35 })
    expect(await getMissedAfterDays(cast.bob)).toBe(35)
    expect(await inAlert()).toEqual([cast.machines.east.machineId])
    expect((await auditOf(cast.resellerId)).at(-1)).toMatchObject({ action: 'reseller.missed_after_days_set', by: 'alice' })
    await setMissedAfterDays(cast.alice, { days: 3 })
  })

  test('of another reseller stays as it is', async () => {
    await setMissedAfterDays(cast.carol, { days: 9 })
    expect([await getMissedAfterDays(cast.carol), await getMissedAfterDays(cast.alice)]).toEqual([9, 3])
  })

  test('is not for members to set', async () => {
    await expect(setMissedAfterDays(cast.berthe, { days: 5 })).rejects.toThrow(ForbiddenError)
    expect(await getMissedAfterDays(cast.berthe)).toBe(3)
  })

  test.each([0, -1, 366, 2.5, 'soon', null])('is a whole number of days of a year, not %j', (days) => {
    expect(setMissedAfterDaysSchema.safeParse({ days }).success).toBe(false)
  })

  test('stays when it cannot be audited', async () => {
    expect(await withoutAudit(() => setMissedAfterDays(cast.alice, { days: 8 }))).toBeInstanceOf(Error)
    expect(await getMissedAfterDays(cast.alice)).toBe(3)
  })

  test('is the one thing of a reseller that its users may write', async () => {
    await expect(withActor(cast.alice, (tx) => tx.update(resellers).set({ name: 'Mine' }))).rejects.toThrow()
  })
})

describe('the figures beside the navigation', () => {
  test('count what the user sees', async () => {
    expect(await countForNavigation(cast.alice, NOW)).toEqual({ contracts: 2, running: 1, inAlert: 2 })
    expect(await countForNavigation(cast.bob, NOW)).toEqual({ contracts: 1, running: 0, inAlert: 1 })
    expect(await countForNavigation(cast.carol, NOW)).toEqual({ contracts: 1, running: 0, inAlert: 0 })
  })

  test('leave out what this user has taken off the display, and nobody else', async () => {
    const id = newBackupId(NOW.getTime())
    await report(cast.machines.east, started(id, 0, NOW.getTime()))
    await hideBackup(cast.bob, id)
    expect((await countForNavigation(cast.bob, NOW)).running).toBe(0)
    expect((await countForNavigation(cast.alice, NOW)).running).toBe(2)
  })
})

test('the number of queries is the same at 3 machines in alert and at 60', async () => {
  await copyMachine(cast.machines.west.machineId, 2, 'A')
  const page = async () => {
    await listMachinesInAlert(cast.berthe, NOW)
    await getMissedAfterDays(cast.berthe)
    await countForNavigation(cast.berthe, NOW)
  }
  expect(await inAlert(cast.berthe)).toHaveLength(3)
  const few = await statementsOf(page)
  await copyMachine(cast.machines.west.machineId, 57, 'B')
  expect(await inAlert(cast.berthe)).toHaveLength(60)
  expect(await statementsOf(page)).toBe(few)
})

test('the list comes in pages of a hundred, and beyond its end is its last page', async () => {
  await copyMachine(cast.machines.west.machineId, 100, 'C')
  const all = [await listMachinesInAlert(cast.berthe, NOW), await listMachinesInAlert(cast.berthe, NOW, { search: '', page: 2 })]
  expect(all.map(({ rows, total, page, pages }) => [rows.length, total, page, pages])).toEqual([
    [100, 160, 1, 2],
    [60, 160, 2, 2],
  ])
  expect(new Set(all.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(160)
  expect(await listMachinesInAlert(cast.berthe, NOW, { search: '', page: 99 })).toEqual(all[1])
})

test.each([
  ['gArAge', 1],
  ['EAST', 1],
  ['pc-1', 2],
  ['Bakery', 160],
  ['C 0', 100],
  ['%', 0],
  ['_', 0],
  ['carol', 0],
])('a search looks into the names of machine, client and space: %j', async (search, total) => {
  await stand(cast.machines.east.machineId, { lastBackupAt: ago(9 * DAY), registeredAt: ago(9 * DAY) })
  await stand(cast.machines.west.machineId, { lastBackupAt: ago(9 * DAY) })
  const page = await listMachinesInAlert(cast.alice, NOW, { search, page: 1 })
  expect([page.total, page.rows.length]).toEqual([total, Math.min(total, 100)])
})
