import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { queryCount, withSystem } from '@/db/client'
import { machines } from '@/db/schema'
import { recordReports } from '@/lib/backups/commands'
import { suspendContract } from '@/lib/contracts/commands'
import { getControlRoom, listControlRoomMachines } from '@/lib/control-room/queries'
import { addMachine } from '@/lib/machines/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const T = Date.parse('2026-11-22T09:00:00Z')

test('an administrator sees all spaces, contracts and machines of the reseller', async () => {
  const room = await getControlRoom(cast.alice)
  expect(room.spaces.map(({ name }) => name)).toEqual(['East', 'West'])
  expect(room.contracts.map(({ title }) => title)).toEqual(['Bakery', 'Garage'])
  expect(room.machines.map(({ id }) => id)).toEqual([cast.machines.west.machineId, cast.machines.east.machineId])
  expect(room.allocatedBytes).toBe(900e9)
})

test('a member sees its space’s share alone, volume included', async () => {
  const room = await getControlRoom(cast.bob)
  expect(room).toMatchObject({
    allocatedBytes: 400e9,
    spaces: [{ name: 'East' }],
    contracts: [{ title: 'Garage' }],
    machines: [{ id: cast.machines.east.machineId }],
  })
})

test('another reseller sees its own alone', async () => {
  const room = await getControlRoom(cast.carol)
  expect(room.machines.map(({ id }) => id)).toEqual([cast.machines.carols.machineId])
})

test('a contract’s bar is the sum of its machines, and says when it is suspended', async () => {
  must(await suspendContract(cast.carol, cast.contracts.carols, new Date(T)))
  await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 7e9 }).where(eq(machines.contractId, cast.contracts.carols)))
  must(await addMachine(system, { contractId: cast.contracts.carols, name: 'PC-2' }))
  expect((await getControlRoom(cast.carol)).contracts).toMatchObject([{ usedBytes: 7e9, subscribedBytes: 20e9, suspended: true }])
})

test('a running backup shows on its machine until it ends', async () => {
  const machine = await machineActor(cast.machines.east)
  const id = newBackupId(T)
  const cell = async () => (await getControlRoom(cast.bob)).machines[0]
  await recordReports([{ machine, reports: [started(id, 0, T)], receivedAt: new Date(T) }])
  expect(await cell()).toMatchObject({ running: true, lastBackupAt: null, lastOutcome: null })
  await recordReports([{ machine, reports: [finished(id, 1, T + 1)], receivedAt: new Date(T + 1) }])
  expect(await cell()).toMatchObject({ running: false, lastBackupAt: T + 1, lastOutcome: 'success' })
})

test('a machine’s own limit of days goes before the reseller’s', async () => {
  expect((await getControlRoom(cast.berthe)).machines[0]?.missedAfterDays).toBe(3)
  await withSystem('tests', (tx) => tx.update(machines).set({ missedAfterDays: 10 }).where(eq(machines.id, cast.machines.west.machineId)))
  expect((await getControlRoom(cast.berthe)).machines[0]?.missedAfterDays).toBe(10)
})

test('cells of machines outside the actor’s spaces are left out', async () => {
  const all = Object.values(cast.machines).map(({ machineId }) => machineId)
  const seen = async (actor: Parameters<typeof getControlRoom>[0]) => (await listControlRoomMachines(actor, all)).map(({ id }) => id)
  expect((await seen(cast.alice)).sort()).toEqual([cast.machines.west.machineId, cast.machines.east.machineId].sort())
  expect(await seen(cast.bob)).toEqual([cast.machines.east.machineId])
  expect(await seen(cast.carol)).toEqual([cast.machines.carols.machineId])
  expect(await listControlRoomMachines(cast.alice, [])).toEqual([])
})

test('the number of queries is the same with one machine and with 200, in the order of contract and name', async () => {
  const count = async () => {
    const before = queryCount()
    const { machines: cells } = await getControlRoom(cast.berthe)
    return { queries: queryCount() - before, cells }
  }
  const one = await count()
  const [machine] = await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, cast.machines.west.machineId)))
  if (!machine) throw new Error('no machine')
  const more = Array.from({ length: 199 }, (_, number) => ({
    ...machine,
    id: undefined,
    name: `X ${String(number).padStart(3, '0')}`,
    keyHash: Buffer.from(`key ${number}`),
  }))
  await withSystem('tests', (tx) => tx.insert(machines).values(more))
  const many = await count()
  expect([one.cells.length, many.cells.length]).toEqual([1, 200])
  expect(many.queries).toBe(one.queries)
  expect(many.cells.map(({ name }) => name)).toEqual(many.cells.map(({ name }) => name).sort())
})
