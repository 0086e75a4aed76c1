import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { backups, machines } from '@/db/schema'
import type { Report } from '@/lib/agent-protocol/schema'
import { hideBackup, recordReports, showHiddenBackups } from '@/lib/backups/commands'
import { countHiddenBackups, findInLog, getBackup, getLog, listRunningBackups } from '@/lib/backups/queries'
import { NotFoundError } from '@/lib/errors'
import { auditOf } from '@/tests/support/audit'
import { type Cast, type CastMachine, makeCast, signedIn } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { copyMachine, statementsOf } from '@/tests/support/many-machines'
import { finished, logged, newBackupId, started } from '@/tests/support/reports'

testDatabase()
const T = Date.parse('2026-11-20T09:00:00Z')
const NOBODY = '019a0000-0000-7000-8000-000000000001'
let cast: Cast
const [west, east, carols] = [newBackupId(T), newBackupId(T + 1), newBackupId(T + 2)]

const tell = async (machine: CastMachine, reports: Report[]) =>
  recordReports([{ machine: await machineActor(machine), reports, receivedAt: new Date(T) }])
const shown = async (actor: Parameters<typeof listRunningBackups>[0]) => (await listRunningBackups(actor)).map(({ id }) => id)

beforeAll(async () => {
  cast = await makeCast()
  await tell(cast.machines.west, [started(west, 0, T)])
  await tell(cast.machines.east, [started(east, 0, T)])
  await tell(cast.machines.carols, [started(carols, 0, T)])
})

describe('a backup taken off the display', () => {
  test('is gone for this user alone, and goes on', async () => {
    await hideBackup(cast.alice, west)
    expect(await shown(cast.alice)).toEqual([east])
    expect(await shown(cast.berthe)).toEqual([west])
    expect(await countHiddenBackups(cast.alice)).toBe(1)
    expect(await countHiddenBackups(cast.berthe)).toBe(0)
    expect(await getBackup(cast.alice, west)).toMatchObject({ outcome: 'running' })
  })

  test('is audited once, on the machine', async () => {
    await hideBackup(cast.alice, west)
    const hidden = (await auditOf(cast.machines.west.machineId)).filter(({ action }) => action === 'backup.hidden')
    expect(hidden).toMatchObject([{ by: 'alice', subject: 'PC-1', resellerId: cast.resellerId }])
  })

  test('stays so in another session of the same user, and when it is taken off again', async () => {
    await hideBackup(cast.alice, west)
    expect(await shown(await signedIn(cast.alpine, 'alice'))).toEqual([east])
    expect(await countHiddenBackups(cast.alice)).toBe(1)
  })

  test('is no longer counted once it has ended, and the machine’s next one shows', async () => {
    await tell(cast.machines.west, [finished(west, 1, T + 10)])
    expect(await countHiddenBackups(cast.alice)).toBe(0)
    const next = newBackupId(T + 20)
    await tell(cast.machines.west, [started(next, 0, T + 20)])
    expect(await shown(cast.alice)).toContain(next)
  })

  test('comes back when the user asks for it, for that user alone', async () => {
    await hideBackup(cast.alice, east)
    await hideBackup(cast.bob, east)
    await showHiddenBackups(cast.alice)
    expect(await shown(cast.alice)).toContain(east)
    expect(await shown(cast.bob)).toEqual([])
    await showHiddenBackups(cast.bob)
  })

  test('is a 404 for another reseller, another space, nobody’s id and no id', async () => {
    await expect(hideBackup(cast.carol, east)).rejects.toThrow(NotFoundError)
    await expect(hideBackup(cast.berthe, east)).rejects.toThrow(NotFoundError)
    await expect(hideBackup(cast.alice, NOBODY)).rejects.toThrow(NotFoundError)
    await expect(async () => hideBackup(cast.alice, 'the first')).rejects.toThrow(NotFoundError)
    expect(await shown(cast.carol)).toEqual([carols])
  })

  test('needs no right: it changes only the own display', async () => {
    await hideBackup(cast.bob, east)
    expect(await shown(cast.bob)).toEqual([])
    await showHiddenBackups(cast.bob)
  })
})

describe('a long log', () => {
  const long = newBackupId(T + 60_000)
  const LINES = 1_200
  beforeAll(async () => {
    const reports: Report[] = [started(long, 0, T)]
    for (let part = 0; part < LINES / 40; part++) {
      const report = logged(long, part + 1, T + part, ...Array.from({ length: 40 }, (_, line) => `line ${part * 40 + line}`))
      if (report.event.type === 'log' && part % 10 === 5) {
        const [first] = report.event.lines
        if (first) Object.assign(first, { level: 'error', message: `50% of C:\\_x failed ${part}` })
      }
      reports.push(report)
    }
    await tell(cast.machines.east, reports)
  })

  test('is read in any range, over the borders of its reports', async () => {
    const { lines, total, errors } = await getLog(cast.alice, long, { offset: 1_130, limit: 100 })
    expect([total, errors, lines.length, lines[0]?.message, lines.at(-1)?.message]).toEqual([LINES, 3, 70, 'line 1130', 'line 1199'])
    expect((await getLog(cast.alice, long, { offset: 39, limit: 2 })).lines.map(({ message }) => message)).toEqual(['line 39', 'line 40'])
    expect((await getLog(cast.alice, long, { offset: LINES, limit: 10 })).lines).toEqual([])
  })

  test('tells where a text stands, whatever its case, at most so many times', async () => {
    const places = async (text: string, limit = 100) =>
      (await findInLog(cast.alice, long, { text, errorsOnly: false, limit })).map(({ index }) => index)
    expect(await places('LINE 119')).toEqual([119, 1190, 1191, 1192, 1193, 1194, 1195, 1196, 1197, 1198, 1199])
    expect(await places('line', 3)).toEqual([0, 1, 2])
    expect(await places('nothing like this')).toEqual([])
  })

  test('takes signs that mean something to a pattern as they are', async () => {
    const count = async (text: string) => (await findInLog(cast.alice, long, { text, errorsOnly: false, limit: 5_000 })).length
    expect([await count('50%'), await count('C:\\_x'), await count('l_ne')]).toEqual([3, 3, 0])
  })

  test('tells where its errors are', async () => {
    const errors = await findInLog(cast.bob, long, { text: '', errorsOnly: true, limit: 100 })
    expect(errors.map(({ index, level }) => [index, level])).toEqual([
      [200, 'error'],
      [600, 'error'],
      [1000, 'error'],
    ])
  })

  test('is a 404 for another reseller, another space and under no id', async () => {
    const find = (actor: typeof cast.alice, id: string) => findInLog(actor, id, { text: 'line', errorsOnly: false, limit: 1 })
    await expect(find(cast.carol, long)).rejects.toThrow(NotFoundError)
    await expect(find(cast.berthe, long)).rejects.toThrow(NotFoundError)
    await expect(find(cast.alice, NOBODY)).rejects.toThrow(NotFoundError)
    await expect(async () => find(cast.alice, '../etc')).rejects.toThrow(NotFoundError)
  })

  test('takes as many queries at its end as at its beginning', async () => {
    const at = (offset: number) => statementsOf(() => getLog(cast.alice, long, { offset, limit: 500 }))
    expect(await at(1_000)).toBe(await at(0))
  })
})

test('the number of queries is the same at 3 running backups and at 60', async () => {
  const page = async () => {
    await listRunningBackups(cast.carol)
    await countHiddenBackups(cast.carol)
  }
  const run = (ids: string[]) =>
    withSystem('tests', (tx) =>
      tx.insert(backups).values(
        ids.map((machineId) => ({
          id: newBackupId(T),
          resellerId: cast.carol.resellerId,
          spaceId: carolsSpace,
          machineId,
          startedAt: new Date(T),
        })),
      ),
    )
  const [row] = await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, cast.machines.carols.machineId)))
  const carolsSpace = row?.spaceId ?? ''
  await run(await copyMachine(cast.machines.carols.machineId, 2, 'A'))
  expect(await shown(cast.carol)).toHaveLength(3)
  const few = await statementsOf(page)
  await run(await copyMachine(cast.machines.carols.machineId, 57, 'B'))
  expect(await shown(cast.carol)).toHaveLength(60)
  expect(await statementsOf(page)).toBe(few)
})
