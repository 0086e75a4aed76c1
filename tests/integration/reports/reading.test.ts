import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { type AlertKind, alerts, backups, contracts, machines } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { NotFoundError } from '@/lib/errors'
import { getReport } from '@/lib/reports/queries'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { copyMachine, statementsOf } from '@/tests/support/many-machines'
import { newBackupId } from '@/tests/support/reports'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
const NOBODY = '019a0000-0000-7000-8000-000000000001'
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
  await withSystem('tests', async (tx) => {
    await tx.update(contracts).set({ createdAt: new Date('2026-01-10T10:00:00Z') })
    await tx.update(machines).set({ registeredAt: new Date('2026-01-10T10:00:00Z') })
  })
})

const report = (month: string | null = '2026-10', actor: UserActor = cast.alice, contractId = cast.contracts.west) =>
  getReport(actor, contractId, month, NOW)

/** A backup that started at that instant and ended. */
async function ran(at: string, facts: Partial<typeof backups.$inferInsert> = {}, machineId = cast.machines.west.machineId): Promise<void> {
  await withSystem('tests', async (tx) => {
    const [machine] = await tx.select().from(machines).where(eq(machines.id, machineId))
    if (!machine) throw new Error('no machine')
    const { resellerId, spaceId } = machine
    const row = { id: newBackupId(Date.parse(at)), resellerId, spaceId, machineId, startedAt: new Date(at), outcome: 'success' as const }
    await tx.insert(backups).values({ ...row, bytesAdded: 10, storedBytes: 1000, durationSeconds: 60, ...facts })
  })
}

async function episode(kind: AlertKind, openedAt: string, closedAt: string | null, of: { machineId: string } | { contractId: string }) {
  const place = { resellerId: cast.resellerId, spaceId: cast.spaces.west, ...of }
  const [opened, closed] = [new Date(openedAt), closedAt === null ? null : new Date(closedAt)]
  const end = closed ? ('over' as const) : null
  await withSystem('tests', (tx) => tx.insert(alerts).values({ ...place, kind, sinceAt: opened, openedAt: opened, closedAt: closed, end }))
}

test('a contract without backups and episodes has a report of zeros', async () => {
  const { totals, machines: rows, ...rest } = await report()
  expect(totals).toEqual({ backups: 0, success: 0, partial: 0, failed: 0, cancelled: 0, bytesAdded: 0, durationSeconds: 0 })
  expect(rows).toEqual([expect.objectContaining({ name: 'PC-1', backups: 0, volumeBytes: 0, lastBackupAt: null })])
  expect(rest).toMatchObject({
    machineCount: 1,
    unprotectedCount: 1,
    incidents: [],
    incidentCount: 0,
    volumeBytes: 0,
    forecast: { kind: 'too_short' },
  })
  expect(rest.volumes).toHaveLength(31)
})

describe('a month', () => {
  test('has 31 days and an hour in October: its borders are the reseller’s, also when the clocks change', async () => {
    // 23:59:59 of 30 September and 00:00 of 1 October, summer time; 23:59:59 of 31 October and 00:00 of 1 November, winter time.
    await ran('2026-09-30T21:59:59Z', { storedBytes: 500 })
    await ran('2026-09-30T22:00:00Z', { outcome: 'partial', storedBytes: 700 })
    await ran('2026-10-31T22:59:59Z', { storedBytes: 900 })
    await ran('2026-10-31T23:00:00Z', { storedBytes: 5000 })
    const { totals, volumeBytes, grownBytes, machines: rows } = await report()
    expect(totals).toMatchObject({ backups: 2, success: 1, partial: 1, bytesAdded: 20 })
    expect([volumeBytes, grownBytes]).toEqual([900, 400])
    expect(rows[0]).toMatchObject({ backups: 2, volumeBytes: 900, lastBackupAt: new Date('2026-10-31T22:59:59Z') })
  })

  test('counts failures, lost ones too, and no running one', async () => {
    await ran('2026-10-05T08:00:00Z', { outcome: 'failed', storedBytes: null })
    await ran('2026-10-05T09:00:00Z', { outcome: 'lost', storedBytes: null })
    await ran('2026-10-05T10:00:00Z', { outcome: 'running', storedBytes: null })
    expect((await report()).totals).toMatchObject({ backups: 4, failed: 2 })
  })

  test('that runs ends today and says so', async () => {
    expect(await report('2026-11')).toMatchObject({ running: true, period: { from: '2026-11-01', to: '2026-11-22' }, volumeBytes: 5000 })
  })

  test('that makes no sense, is to come or was before the contract is the last whole one', async () => {
    for (const month of [null, '', 'x', '2026-13', '2026-12', '2025-12', "2026-10'"]) expect((await report(month)).month).toBe('2026-10')
  })

  test('leaves out machines that came after it, and takes them in once they are there', async () => {
    const [late = ''] = await copyMachine(cast.machines.west.machineId, 1, 'Late')
    await withSystem('tests', (tx) =>
      tx
        .update(machines)
        .set({ registeredAt: new Date('2026-10-31T23:00:00Z') })
        .where(eq(machines.id, late)),
    )
    expect((await report()).machineCount).toBe(1)
    expect(await report('2026-11')).toMatchObject({ machineCount: 2, unprotectedCount: 1 })
    await withSystem('tests', (tx) => tx.delete(machines).where(eq(machines.id, late)))
  })
})

describe('incidents', () => {
  test('are the client’s episodes that were open in the month, the newest first, and nothing that the reseller mends', async () => {
    const machine = { machineId: cast.machines.west.machineId }
    await episode('missed', '2026-09-20T10:00:00Z', '2026-09-30T21:59:59Z', machine)
    await episode('failed', '2026-09-28T10:00:00Z', '2026-10-02T10:00:00Z', machine)
    await episode('over_volume', '2026-10-10T10:00:00Z', null, { contractId: cast.contracts.west })
    await episode('check_failed', '2026-10-11T10:00:00Z', null, machine)
    await episode('missed', '2026-10-31T23:00:00Z', null, machine)
    const { incidents, incidentCount } = await report()
    expect(incidents.map(({ kind, machineName }) => [kind, machineName])).toEqual([
      ['over_volume', null],
      ['failed', 'PC-1'],
    ])
    expect(incidentCount).toBe(2)
  })
})

describe('the forecast', () => {
  test('looks at the days before the month too, and is none for a suspended contract', async () => {
    for (let day = 10; day <= 30; day++) await ran(`2026-06-${day}T12:00:00Z`, { storedBytes: day * 1e8 }, cast.machines.east.machineId)
    for (let day = 1; day <= 5; day++)
      await ran(`2026-07-0${day}T12:00:00Z`, { storedBytes: (30 + day) * 1e8 }, cast.machines.east.machineId)
    const early = () => getReport(cast.bob, cast.contracts.east, '2026-07', new Date('2026-07-05T20:00:00Z'))
    // 3.5 Go and 0.1 Go a day: the 20 Go are full 165 days later.
    expect((await early()).forecast).toEqual({ kind: 'day', day: '2026-12-17' })
    await withSystem('tests', (tx) => tx.update(contracts).set({ suspendedAt: NOW }).where(eq(contracts.id, cast.contracts.east)))
    expect((await early()).forecast).toEqual({ kind: 'suspended' })
  })
})

test('is a 404 to another reseller, another space, for nobody’s id and for no id', async () => {
  for (const stranger of [cast.carol, cast.bob]) await expect(report('2026-10', stranger)).rejects.toThrow(NotFoundError)
  await expect(report('2026-10', cast.alice, NOBODY)).rejects.toThrow(NotFoundError)
  await expect(async () => report('2026-10', cast.alice, 'PC-1')).rejects.toThrow(NotFoundError)
  expect((await report('2026-10', cast.berthe)).contract.title).toBe('Bakery')
})

test('asks as often for 60 machines as for one', async () => {
  const few = await statementsOf(() => report())
  for (const machineId of await copyMachine(cast.machines.west.machineId, 60, 'M')) await ran('2026-10-07T12:00:00Z', {}, machineId)
  expect(await statementsOf(() => report())).toBe(few)
  expect((await report()).machineCount).toBe(61)
})
