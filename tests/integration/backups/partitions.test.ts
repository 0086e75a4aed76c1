import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { preparePartitions, recordReports } from '@/lib/backups/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { logged, newBackupId, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

async function backUp(at: string): Promise<string> {
  const time = Date.parse(at)
  const id = newBackupId(time)
  const machine = await machineActor(cast.machines.west)
  const [result] = await recordReports([
    { machine, reports: [started(id, 0, time), logged(id, 1, time, 'begun')], receivedAt: new Date(time) },
  ])
  if (result) must(result)
  return id
}

const partitionOf = async (table: 'backups' | 'backup_logs', id: string) => {
  const key = sql.raw(table === 'backups' ? 'id' : 'backup_id')
  const [row] = await withSystem('tests', (tx) =>
    tx.execute<{ name: string }>(sql`select tableoid::regclass::text as name from ${sql.identifier(table)} where ${key} = ${id}`),
  )
  return row?.name
}

test('the months ahead are made once: running twice is harmless', async () => {
  const now = new Date('2031-05-15T12:00:00Z')
  expect(await preparePartitions(system, now)).toBe(8)
  expect(await preparePartitions(system, now)).toBe(0)
  expect(await preparePartitions(system, new Date('2031-06-15T12:00:00Z'))).toBe(2)
})

test('several processes may make them at once', async () => {
  const now = new Date('2033-05-15T12:00:00Z')
  const made = await Promise.all([1, 2, 3, 4].map(() => preparePartitions(system, now)))
  expect(made.sort((a, b) => a - b)).toEqual([0, 0, 0, 8])
})

test.each([
  ['2031-07-01T00:00:00.000Z', '2031_07'],
  ['2031-07-31T23:59:59.999Z', '2031_07'],
  ['2031-08-01T00:00:00.000Z', '2031_08'],
])('a backup of %s and its log lie in the partition of %s', async (at, month) => {
  const id = await backUp(at)
  expect(await partitionOf('backups', id)).toBe(`backups_${month}`)
  expect(await partitionOf('backup_logs', id)).toBe(`backup_logs_${month}`)
})

test('a month without a partition lies in the default one, and making the months then does no harm', async () => {
  const id = await backUp('2040-02-10T00:00:00Z')
  expect(await partitionOf('backups', id)).toBe('backups_default')
  // February stays where it is; January, March and April come to be.
  expect(await preparePartitions(system, new Date('2040-01-15T00:00:00Z'))).toBe(6)
  expect(await preparePartitions(system, new Date('2040-01-15T00:00:00Z'))).toBe(0)
  expect(await partitionOf('backups', id)).toBe('backups_default')
  expect(await partitionOf('backups', await backUp('2040-02-11T00:00:00Z'))).toBe('backups_default')
  expect(await partitionOf('backups', await backUp('2040-03-01T00:00:00Z'))).toBe('backups_2040_03')
})

test('a new partition guards its rows as the others do', async () => {
  const [row] = await withSystem('tests', (tx) =>
    tx.execute(sql`
      select relforcerowsecurity as forced, has_table_privilege('portal_tenant', oid, 'select') as granted
      from pg_class where relname = 'backups_2031_07'`),
  )
  expect(row).toEqual({ forced: true, granted: false })
})
