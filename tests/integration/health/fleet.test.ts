import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { instances, machines, mails } from '@/db/schema'
import type { OperatorActor } from '@/lib/auth/types'
import { recordReports } from '@/lib/backups/commands'
import { suspendContract } from '@/lib/contracts/commands'
import { beat, registerInstance, retireInstance } from '@/lib/health/commands'
import { getFleetHealth } from '@/lib/health/fleet'
import { noteRound, SWEEP } from '@/lib/health/rounds'
import { queueMail } from '@/lib/mails/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { copyMachine, statementsOf } from '@/tests/support/many-machines'
import { makeConsole, makeOperator } from '@/tests/support/operator'
import { finished, newBackupId, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
let olga: OperatorActor
beforeAll(async () => {
  cast = await makeCast()
  olga = await makeOperator(await makeConsole(cast.alpine), 'olga')
})

const NOW = new Date()
const before = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const health = () => getFleetHealth(olga, NOW)

test('says of the database that it is there and how full it is', async () => {
  const { database } = await health()
  expect(database.version).toMatch(/^\d+/)
  expect(database.bytes).toBeGreaterThan(1_000_000)
  expect(database.connections).toBeGreaterThan(0)
  expect(database.maxConnections).toBeGreaterThanOrEqual(database.connections)
})

test('knows each process, what it does, and which has fallen silent; one that stopped in order is gone', async () => {
  const roles = ['web', 'worker']
  const [alive, silent, stopped] = [
    await registerInstance(system, { roles, version: '1.0.0', storage: 'up' }, before(10)),
    await registerInstance(system, { roles, version: '1.0.0', storage: null }, before(10)),
    await registerInstance(system, { roles, version: '1.0.0', storage: null }, before(10)),
  ]
  await beat(system, alive, { storage: 'down', workedAt: before(1), reportsPerMinute: 42 }, before(0.2))
  await retireInstance(system, stopped, before(1))
  expect((await health()).instances).toMatchObject([
    { id: alive, roles, storage: 'down', workedAt: before(1), reportsPerMinute: 42, silent: false },
    { id: silent, silent: true },
  ])
})

test('forgets processes of which nothing was heard for a week', async () => {
  const old = await registerInstance(system, { roles: ['web'], version: '0.9.0', storage: null }, before(8 * 1440))
  await registerInstance(system, { roles: ['web'], version: '1.0.0', storage: null }, NOW)
  expect(await withSystem('tests', (tx) => tx.$count(instances, eq(instances.id, old)))).toBe(0)
})

test('counts the mails that wait, those that are overdue, and those that were given up', async () => {
  const content = { subject: 's', heading: 'h', paragraphs: [], reason: 'r' }
  const mail = { kind: 'test', brandId: cast.alpine.id, resellerId: null, spaceId: null, to: 'x@y.test', locale: 'fr' as const, content }
  await withSystem('tests', async (tx) => {
    for (const key of ['waiting', 'overdue', 'sent', 'given up']) await queueMail(tx, { ...mail, key })
    await tx
      .update(mails)
      .set({ dueAt: before(30) })
      .where(eq(mails.key, 'overdue'))
    await tx.update(mails).set({ sentAt: NOW }).where(eq(mails.key, 'sent'))
    await tx.update(mails).set({ failedAt: NOW, failure: 'refused' }).where(eq(mails.key, 'given up'))
  })
  expect((await health()).mails).toEqual({ waiting: 2, overdue: 1, oldestDueAt: before(30), failed: 1 })
})

test('counts machines by the version of their agent, and whose have fallen silent', async () => {
  const set = (machineId: string, facts: Partial<typeof machines.$inferInsert>) =>
    withSystem('tests', (tx) => tx.update(machines).set(facts).where(eq(machines.id, machineId)))
  await set(cast.machines.west.machineId, { agentVersion: '1.1.0', lastSeenAt: NOW })
  await set(cast.machines.east.machineId, { agentVersion: '1.0.0', lastSeenAt: before(3 * 1440) })
  const seen = await health()
  expect(seen.machines).toEqual({ total: 3, silent: 1, never: 1 })
  expect(seen.agents).toHaveLength(3)
  expect(seen.agents).toContainEqual({ version: '1.0.0', machines: 1, silent: 1 })
  expect(seen.agents).toContainEqual({ version: null, machines: 1, silent: 0 })
  expect(seen.silentResellers).toEqual([{ resellerId: cast.resellerId, resellerName: 'alpine reseller', machines: 1 }])
  must(await suspendContract(system, cast.contracts.east, NOW))
  expect((await health()).machines).toEqual({ total: 2, silent: 0, never: 1 })
})

test('names the machines whose backups fail most, with the last error, and counts what was lost', async () => {
  const actor = await machineActor(cast.machines.west)
  for (const minutes of [60, 30]) {
    const [id, at] = [newBackupId(before(minutes).getTime()), before(minutes).getTime()]
    const reports = [started(id, 0, at), finished(id, 1, at + 1000)]
    await recordReports([{ machine: actor, reports, receivedAt: before(minutes) }])
    await withSystem('tests', (tx) =>
      tx.execute(sql`update backups set outcome = ${minutes === 30 ? 'lost' : 'failed'}, error = ${`broke ${minutes}`} where id = ${id}`),
    )
  }
  const { failing, backups } = await health()
  expect(backups).toEqual({ lost: 1, failed: 1 })
  expect(failing).toEqual([
    {
      machineId: cast.machines.west.machineId,
      machineName: 'PC-1',
      contractTitle: 'Bakery',
      resellerId: cast.resellerId,
      resellerName: 'alpine reseller',
      failures: 2,
      lastError: 'broke 30',
    },
  ])
})

test('asks as many questions of a large fleet as of a small one', async () => {
  const few = await statementsOf(health)
  await copyMachine(cast.machines.west.machineId, 300, 'COPY')
  const many = await statementsOf(health)
  expect((await health()).machines.total).toBeGreaterThan(200)
  expect(many).toBe(few)
})

test('says whether anybody goes round the alerts', async () => {
  expect((await health()).watch).toEqual({ state: 'not_yet', roundAt: null })
  await noteRound(system, SWEEP, before(6))
  expect((await health()).watch).toEqual({ state: 'late', roundAt: before(6) })
  await noteRound(system, SWEEP, before(1))
  expect((await health()).watch).toEqual({ state: 'on_time', roundAt: before(1) })
})
