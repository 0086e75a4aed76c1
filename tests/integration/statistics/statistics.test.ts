import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { backups, machines } from '@/db/schema'
import { NotFoundError } from '@/lib/errors'
import { listFilterChoices } from '@/lib/statistics/choices'
import { getContractVolume, getGlobalStatistics, listMachineStatistics } from '@/lib/statistics/queries'
import type { Period } from '@/lib/statistics/schema'
import { globalStatisticsSchema } from '@/lib/statistics/schema'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { copyMachine, statementsOf } from '@/tests/support/many-machines'
import { newBackupId } from '@/tests/support/reports'

testDatabase()
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const OCTOBER: Period = { from: '2026-10-20', to: '2026-10-29' }
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

type Facts = Partial<typeof backups.$inferInsert>

/** An ended backup that started at that instant, in UTC. */
async function ran(machineId: string, startedAt: string, facts: Facts = {}): Promise<string> {
  const id = newBackupId(Date.parse(startedAt))
  await withSystem('tests', async (tx) => {
    const [machine] = await tx.select().from(machines).where(eq(machines.id, machineId))
    if (!machine) throw new Error('no machine')
    const at = new Date(startedAt)
    await tx.insert(backups).values({
      id,
      resellerId: machine.resellerId,
      spaceId: machine.spaceId,
      machineId,
      startedAt: at,
      finishedAt: new Date(at.getTime() + 60_000),
      outcome: 'success',
      bytesAdded: 100,
      storedBytes: 1000,
      durationSeconds: 60,
      filesNew: 1,
      filesChanged: 2,
      filesUnmodified: 3,
      ...facts,
    })
  })
  return id
}
const global = (actor: typeof cast.alice, period: Period = OCTOBER, scope: { spaceId?: string; contractId?: string } = {}) =>
  getGlobalStatistics(actor, { period, spaceId: scope.spaceId ?? null, contractId: scope.contractId ?? null })
const dayOf = async (actor: typeof cast.alice, day: string, period?: Period) =>
  (await global(actor, period)).days.find((row) => row.day === day)

describe('the account’s days', () => {
  test('count a backup on the day on which it started, by the reseller’s clock', async () => {
    // Half an hour before midnight in Paris, over within the next day.
    await ran(cast.machines.west.machineId, '2026-10-21T21:30:00Z', { finishedAt: new Date('2026-10-21T23:30:00Z'), durationSeconds: 7200 })
    expect(await dayOf(cast.alice, '2026-10-21')).toMatchObject({ backups: 1, durationSeconds: 7200 })
    expect(await dayOf(cast.alice, '2026-10-22')).toMatchObject({ backups: 0 })
  })

  test('the day on which winter time begins has 25 hours, and each of them counts once', async () => {
    // 00:00, 02:30 summer time, 02:30 winter time and 23:59 of 25 October, then 00:00 of the 26th.
    for (const at of [
      '2026-10-24T22:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00:00Z',
    ])
      await ran(cast.machines.west.machineId, at)
    expect(await dayOf(cast.alice, '2026-10-25')).toMatchObject({ backups: 4 })
    expect(await dayOf(cast.alice, '2026-10-26')).toMatchObject({ backups: 1 })
    expect((await global(cast.alice, { from: '2026-10-25', to: '2026-10-25' })).total.backups).toBe(4)
  })

  test('the day on which summer time begins has 23 hours', async () => {
    for (const at of ['2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z']) await ran(cast.machines.west.machineId, at)
    expect((await global(cast.alice, { from: '2026-03-29', to: '2026-03-29' })).total.backups).toBe(2)
  })

  test('are all there, also those without a backup', async () => {
    const { days } = await global(cast.alice)
    expect(days).toHaveLength(10)
    expect(days[0]).toMatchObject({ day: '2026-10-20', backups: 0, bytesAdded: 0 })
  })

  test('a running backup is in none of them, a lost one is a failure', async () => {
    await ran(cast.machines.west.machineId, '2026-10-23T08:00:00Z', { outcome: 'running' })
    await ran(cast.machines.west.machineId, '2026-10-23T09:00:00Z', { outcome: 'lost', bytesAdded: null, durationSeconds: null })
    await ran(cast.machines.west.machineId, '2026-10-23T10:00:00Z', { outcome: 'partial' })
    await ran(cast.machines.west.machineId, '2026-10-23T11:00:00Z', { outcome: 'cancelled' })
    const expected = { backups: 3, success: 0, partial: 1, failed: 1, cancelled: 1, bytesAdded: 200, durationSeconds: 120 }
    expect(await dayOf(cast.alice, '2026-10-23')).toMatchObject(expected)
  })

  test('stand beside as many days before', async () => {
    await ran(cast.machines.west.machineId, '2026-10-19T12:00:00Z', { bytesAdded: 7 })
    await ran(cast.machines.west.machineId, '2026-10-09T12:00:00Z')
    expect((await global(cast.alice)).previous).toMatchObject({ backups: 1, bytesAdded: 7 })
  })
})

describe('what is narrowed', () => {
  beforeAll(async () => {
    await ran(cast.machines.east.machineId, '2026-10-27T12:00:00Z', { bytesAdded: 5000 })
    await ran(cast.machines.carols.machineId, '2026-10-27T12:00:00Z', { bytesAdded: 9000 })
  })

  test('to a space or a contract counts that alone', async () => {
    expect((await global(cast.alice, OCTOBER, { spaceId: cast.spaces.east })).total).toMatchObject({ backups: 1, bytesAdded: 5000 })
    expect((await global(cast.alice, OCTOBER, { contractId: cast.contracts.east })).total).toMatchObject({ backups: 1, bytesAdded: 5000 })
    const crossed = { spaceId: cast.spaces.west, contractId: cast.contracts.east }
    expect((await global(cast.alice, OCTOBER, crossed)).total.backups).toBe(0)
  })

  test('to what is another’s counts nothing, and cannot be chosen', async () => {
    expect((await global(cast.bob, OCTOBER, { spaceId: cast.spaces.west })).total.backups).toBe(0)
    expect((await global(cast.carol, OCTOBER, { contractId: cast.contracts.west })).total.backups).toBe(0)
    await expect(listFilterChoices(cast.bob, { spaceId: cast.spaces.west, contractId: null })).rejects.toThrow(NotFoundError)
    await expect(listFilterChoices(cast.carol, { spaceId: null, contractId: cast.contracts.west })).rejects.toThrow(NotFoundError)
    await expect(listFilterChoices(cast.alice, { spaceId: null, contractId: NOBODY })).rejects.toThrow(NotFoundError)
  })

  test('offers the spaces and contracts that the actor sees, and no spaces without Administration', async () => {
    const choices = await listFilterChoices(cast.alice, { spaceId: null, contractId: cast.contracts.east })
    expect([choices.spaces.map(({ name }) => name), choices.contracts.map(({ title }) => title)]).toEqual([
      ['East', 'West'],
      ['Bakery', 'Garage'],
    ])
    const carols = await listFilterChoices(cast.carol, { spaceId: null, contractId: null })
    expect([carols.spaces, carols.contracts.map(({ title }) => title)]).toEqual([[], ['Harbour']])
  })

  test.each([
    [{ period: { from: '2026-02-30', to: '2026-03-01' }, spaceId: null, contractId: null }],
    [{ period: { from: '2026-03-02', to: '2026-03-01' }, spaceId: null, contractId: null }],
    [{ period: { from: '2000-03-02', to: '2026-03-01' }, spaceId: null, contractId: null }],
    [{ period: OCTOBER, spaceId: 'east', contractId: null }],
  ])('is refused when it makes no sense: %j', (input) => expect(globalStatisticsSchema.safeParse(input).success).toBe(false))
})

test('a member sees the own space’s figures, another reseller its own', async () => {
  expect((await global(cast.bob)).total).toMatchObject({ backups: 1, bytesAdded: 5000 })
  expect((await global(cast.carol)).total).toMatchObject({ backups: 1, bytesAdded: 9000 })
  expect((await global(cast.bob)).spaces.map(({ name }) => name)).toEqual(['East'])
})

test('spaces and contracts add up to the whole', async () => {
  const { total, spaces, contracts } = await global(cast.alice)
  const sum = (groups: { backups: number }[]) => groups.reduce((count, group) => count + group.backups, 0)
  expect([sum(spaces), sum(contracts)]).toEqual([total.backups, total.backups])
  expect(contracts.map(({ name }) => name)).toEqual(['Bakery', 'Garage'])
})

describe('a machine’s backups', () => {
  const ofEast = (actor: typeof cast.alice) => listMachineStatistics(actor, cast.machines.east.machineId, OCTOBER)

  test('come oldest first with their volume, files and duration', async () => {
    await ran(cast.machines.east.machineId, '2026-10-26T12:00:00Z', {
      outcome: 'failed',
      bytesAdded: null,
      storedBytes: null,
      filesNew: null,
    })
    const rows = await ofEast(cast.bob)
    expect(rows.map(({ outcome, bytesAdded, files }) => [outcome, bytesAdded, files])).toEqual([
      ['failed', 0, 0],
      ['success', 5000, 6],
    ])
    expect(rows[1]).toMatchObject({ storedBytes: 1000, durationSeconds: 60, startedAt: new Date('2026-10-27T12:00:00Z') })
  })

  test('are a 404 for another reseller, another space, nobody’s id and no id', async () => {
    await expect(ofEast(cast.carol)).rejects.toThrow(NotFoundError)
    await expect(ofEast(cast.berthe)).rejects.toThrow(NotFoundError)
    await expect(listMachineStatistics(cast.alice, NOBODY, OCTOBER)).rejects.toThrow(NotFoundError)
    await expect(async () => listMachineStatistics(cast.alice, 'PC-1', OCTOBER)).rejects.toThrow(NotFoundError)
  })
})

test('a contract’s volume goes on from day to day, and from before the period', async () => {
  await ran(cast.machines.carols.machineId, '2026-06-01T12:00:00Z', { storedBytes: 10 })
  await ran(cast.machines.carols.machineId, '2026-06-04T12:00:00Z', { storedBytes: 30 })
  await ran(cast.machines.carols.machineId, '2026-06-05T12:00:00Z', { storedBytes: 0, outcome: 'failed' })
  const volumes = await getContractVolume(cast.carol, cast.contracts.carols, { from: '2026-06-03', to: '2026-06-06' })
  expect(volumes.map(({ bytes }) => bytes)).toEqual([10, 30, 30, 30])
})

test('the number of queries is the same for 3 backups and machines and for 60, and for a day and a year', async () => {
  const period = { from: '2026-11-01', to: '2026-11-30' }
  const page = async (of = period) => {
    await listFilterChoices(cast.berthe, { spaceId: null, contractId: null })
    await global(cast.berthe, of)
    await listMachineStatistics(cast.berthe, cast.machines.west.machineId, of)
  }
  for (const machineId of await copyMachine(cast.machines.west.machineId, 3, 'A')) await ran(machineId, '2026-11-03T12:00:00Z')
  const few = await statementsOf(page)
  for (const machineId of await copyMachine(cast.machines.west.machineId, 57, 'B')) await ran(machineId, '2026-11-05T12:00:00Z')
  expect((await global(cast.berthe, period)).total.backups).toBe(60)
  expect(await statementsOf(page)).toBe(few)
  expect(await statementsOf(() => page({ from: '2025-12-01', to: '2026-11-30' }))).toBe(few)
})
