import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { alertEvents, alerts, heartbeats, machines } from '@/db/schema'
import { sweepAlerts } from '@/lib/alerts/round'
import { recordReports } from '@/lib/backups/commands'
import { calm, stand } from '@/tests/support/calm'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { copyMachine } from '@/tests/support/many-machines'
import { finished, newBackupId } from '@/tests/support/reports'

testDatabase()
const DAY = 86_400_000
const NOW = new Date('2026-11-22T09:00:00Z')
const never = new AbortController().signal
let cast: Cast

beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(() =>
  withSystem('tests', async (tx) => {
    await tx.delete(alerts)
    await tx.delete(heartbeats)
    await tx.update(machines).set(calm(NOW))
  }),
)

const sweep = (now = NOW) => sweepAlerts(system, () => now, never)
const openOn = (machineId: string) => withSystem('tests', (tx) => tx.select().from(alerts).where(eq(alerts.machineId, machineId)))
const rounds = () => withSystem('tests', (tx) => tx.$count(heartbeats))

test('an error that would be cut through a character opens its episode like any other', async () => {
  const error = `${'a'.repeat(499)}😀 is where the text is cut`
  const reports = [finished(newBackupId(NOW.getTime()), 0, NOW.getTime(), { outcome: 'failed', error })]
  for (const result of await recordReports([{ machine: await machineActor(cast.machines.east), reports, receivedAt: NOW }])) must(result)
  await sweep()
  expect(await openOn(cast.machines.east.machineId)).toMatchObject([{ kind: 'failed', detail: { error: `${'a'.repeat(499)}\ufffd` } }])
})

test('volumes that no number of Postgres holds together are weighed all the same', async () => {
  const copies = await copyMachine(cast.machines.east.machineId, 1_100, 'Vast')
  await stand(cast.machines.east, { storedBytes: Number.MAX_SAFE_INTEGER })
  await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: Number.MAX_SAFE_INTEGER }))
  await sweep()
  expect(await rounds()).toBe(1)
  const left = await withSystem('tests', (tx) => tx.$count(machines, eq(machines.alertAfter, new Date(0))))
  expect([copies.length, left]).toEqual([1_100, 0])
  await withSystem('tests', (tx) => tx.delete(machines).where(sql`name like 'Vast%'`))
})

test('a machine that cannot be judged keeps no other waiting, nor the heartbeat', async () => {
  const { east, west } = cast.machines
  const bad = sql.raw(`'${east.machineId}'`)
  await withSystem('tests', async (tx) => {
    await tx.execute(sql`reset role`)
    await tx.execute(sql`create function no_alert() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`)
    await tx.execute(
      sql`create trigger no_alert before insert on alerts for each row when (new.machine_id = ${bad}) execute function no_alert()`,
    )
  })
  const late = new Date(NOW.getTime() + 4 * DAY)
  await sweep(late)
  expect(await openOn(east.machineId)).toEqual([])
  expect(await openOn(west.machineId)).toMatchObject([{ kind: 'missed' }])
  expect(await rounds()).toBe(1)
  await withSystem('tests', async (tx) => {
    await tx.execute(sql`reset role`)
    await tx.execute(sql`drop trigger no_alert on alerts`)
  })
  await sweep(new Date(late.getTime() + 3_600_000))
  expect(await openOn(east.machineId)).toMatchObject([{ kind: 'missed' }])
})

test('a user may write what users do, and never that an episode is over', async () => {
  const late = new Date(NOW.getTime() + 4 * DAY)
  await sweep(late)
  const [episode] = await openOn(cast.machines.east.machineId)
  if (!episode) throw new Error('no episode')
  const { resellerId, spaceId, id: alertId } = episode
  const write = (kind: 'closed' | 'resumed') =>
    withActor(cast.alice, (tx) => tx.insert(alertEvents).values({ resellerId, spaceId, alertId, kind, at: late }))
  await expect(write('closed')).rejects.toThrow()
  await write('resumed')
})
