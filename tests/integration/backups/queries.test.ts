import { beforeAll, describe, expect, test } from 'vitest'
import { queryCount } from '@/db/client'
import type { Report } from '@/lib/agent-protocol/schema'
import { recordReports } from '@/lib/backups/commands'
import { getBackup, getLog, listBackupStates, listBackupsOfMachine, listRunningBackups } from '@/lib/backups/queries'
import { NotFoundError } from '@/lib/errors'
import { type Cast, type CastMachine, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, logged, newBackupId, progressed, started } from '@/tests/support/reports'

testDatabase()
const T = Date.parse('2026-11-20T09:00:00Z')
const HOUR = 3_600_000
const NOBODY = '019a0000-0000-7000-8000-000000000001'
let cast: Cast
/** Three runs on the machine in `west`, the last of them under way; one under way in `east` and at Carol's. */
const runs = [newBackupId(T), newBackupId(T + HOUR), newBackupId(T + 2 * HOUR)] as const
const [east, carols] = [newBackupId(T + HOUR), newBackupId(T)]

beforeAll(async () => {
  cast = await makeCast()
  const tell = async (machine: CastMachine, reports: Report[]) =>
    recordReports([{ machine: await machineActor(machine), reports, receivedAt: new Date(T + 3 * HOUR) }])
  await tell(cast.machines.west, [
    started(runs[0], 0, T),
    logged(runs[0], 5, T + 2, 'third', 'fourth'),
    logged(runs[0], 2, T + 1, 'first', 'second'),
    finished(runs[0], 6, T + 3, { filesNew: 4, snapshotId: '0123456789abcdef' }),
    finished(runs[1], 0, T + HOUR, { outcome: 'failed', error: 'disk full' }),
    started(runs[2], 0, T + 2 * HOUR),
    progressed(runs[2], 1, T + 2 * HOUR, 42),
  ])
  await tell(cast.machines.east, [started(east, 0, T + HOUR), logged(east, 1, T, 'of east')])
  await tell(cast.machines.carols, [started(carols, 0, T)])
})

describe('the backups that run now', () => {
  test('are shown oldest first, with what is being backed up', async () => {
    const rows = await listRunningBackups(cast.alice)
    expect(rows.map(({ id }) => id)).toEqual([east, runs[2]])
    expect(rows[1]).toMatchObject({ machineName: 'PC-1', contractTitle: 'Bakery', percent: 42, filesTotal: 4, currentFiles: ['/a'] })
  })

  test('are those of the actor’s spaces alone', async () => {
    const ids = async (actor: Parameters<typeof listRunningBackups>[0]) => (await listRunningBackups(actor)).map(({ id }) => id)
    expect(await ids(cast.bob)).toEqual([east])
    expect(await ids(cast.berthe)).toEqual([runs[2]])
    expect(await ids(cast.carol)).toEqual([carols])
  })

  test('take one and the same number of queries, however many they are', async () => {
    const count = async (actor: Parameters<typeof listRunningBackups>[0]) => {
      const before = queryCount()
      await listRunningBackups(actor)
      return queryCount() - before
    }
    expect(await count(cast.alice)).toBe(await count(cast.bob))
  })
})

describe('a machine’s backups', () => {
  const ofWest = (actor: Parameters<typeof listRunningBackups>[0], page = { limit: 10 }) =>
    listBackupsOfMachine(actor, cast.machines.west.machineId, page)

  test('are listed newest first, page by page', async () => {
    expect((await ofWest(cast.alice)).map(({ id }) => id)).toEqual(runs.toReversed())
    const first = await ofWest(cast.alice, { limit: 2 })
    const second = await listBackupsOfMachine(cast.alice, cast.machines.west.machineId, { before: first[1]?.id ?? '', limit: 2 })
    expect([...first, ...second].map(({ id }) => id)).toEqual(runs.toReversed())
  })

  test('are none for another reseller and for another space', async () => {
    expect(await ofWest(cast.carol)).toEqual([])
    expect(await ofWest(cast.bob)).toEqual([])
    expect(await listBackupsOfMachine(cast.berthe, cast.machines.east.machineId, { limit: 10 })).toEqual([])
  })

  test('of what is no id are a 404', async () => {
    await expect(async () => listBackupsOfMachine(cast.alice, 'PC-1', { limit: 10 })).rejects.toThrow(NotFoundError)
    const odd = { before: 'yesterday', limit: 10 }
    await expect(async () => listBackupsOfMachine(cast.alice, cast.machines.west.machineId, odd)).rejects.toThrow(NotFoundError)
  })
})

describe('one backup', () => {
  test('is shown with its machine, its counts and how it ended', async () => {
    expect(await getBackup(cast.alice, runs[0])).toMatchObject({
      outcome: 'success',
      filesNew: 4,
      snapshotId: '0123456789abcdef',
      machineName: 'PC-1',
    })
    expect(await getBackup(cast.alice, runs[1])).toMatchObject({ outcome: 'failed', error: 'disk full', contractTitle: 'Bakery' })
  })

  test.each([
    ['its row', (actor: Parameters<typeof getBackup>[0], id: string) => getBackup(actor, id)],
    ['its log', (actor: Parameters<typeof getBackup>[0], id: string) => getLog(actor, id, { offset: 0, limit: 10 })],
  ])('%s is a 404 for another reseller, for another space and under no id', async (_, read) => {
    await expect(read(cast.carol, runs[0])).rejects.toThrow(NotFoundError)
    await expect(read(cast.bob, runs[0])).rejects.toThrow(NotFoundError)
    await expect(read(cast.berthe, east)).rejects.toThrow(NotFoundError)
    await expect(read(cast.alice, NOBODY)).rejects.toThrow(NotFoundError)
    await expect(async () => read(cast.alice, 'latest')).rejects.toThrow(NotFoundError)
  })
})

describe('a log', () => {
  const lines = async (offset: number, limit: number) =>
    (await getLog(cast.alice, runs[0], { offset, limit })).lines.map(({ message }) => message)

  test('reads in the order of the agent’s reports, whatever order they came in', async () => {
    expect(await getLog(cast.alice, runs[0], { offset: 0, limit: 10 })).toMatchObject({ offset: 0, total: 4 })
    expect(await lines(0, 10)).toEqual(['first', 'second', 'third', 'fourth'])
  })

  test('reads in parts that may begin in the middle of a report', async () => {
    expect([await lines(1, 2), await lines(3, 2), await lines(4, 2)]).toEqual([['second', 'third'], ['fourth'], []])
  })

  test('of a backup without lines is empty', async () => {
    expect(await getLog(cast.alice, runs[1], { offset: 0, limit: 10 })).toMatchObject({ lines: [], offset: 0, total: 0 })
  })
})

test('states of named backups leave out what the actor does not see', async () => {
  const named = async (actor: Parameters<typeof getBackup>[0]) =>
    (await listBackupStates(actor, [...runs, east, carols])).map(({ id }) => id).sort()
  expect(await named(cast.alice)).toEqual([...runs, east].sort())
  expect(await named(cast.bob)).toEqual([east])
  expect(await named(cast.carol)).toEqual([carols])
  expect(await listBackupStates(cast.alice, [])).toEqual([])
})
