import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '@/lib/agent-protocol/schema'
import { recordReports } from '@/lib/backups/commands'
import { getLog } from '@/lib/backups/queries'
import { searchLogs } from '@/lib/logs/queries'
import { type SearchLogs, searchLogsSchema } from '@/lib/logs/schema'
import { type Cast, type CastMachine, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { statementsOf } from '@/tests/support/many-machines'
import { logged, newBackupId, started } from '@/tests/support/reports'

testDatabase()
const T = Date.parse('2026-11-20T09:00:00Z')
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const [first, second, east, carols] = [newBackupId(T), newBackupId(T + 3_600_000), newBackupId(T), newBackupId(T)]
let cast: Cast

const tell = async (machine: CastMachine, reports: Report[]) =>
  recordReports([{ machine: await machineActor(machine), reports, receivedAt: new Date(T) }])
function failed(backupId: string, seq: number, message: string): Report {
  const report = logged(backupId, seq, T, 'before', message)
  if (report.event.type === 'log') Object.assign(report.event.lines[1] ?? {}, { level: 'error' })
  return report
}

beforeAll(async () => {
  cast = await makeCast()
  await tell(cast.machines.west, [
    started(first, 0, T),
    logged(first, 1, T, 'Scan of 10 files', 'Scan of 20 files'),
    failed(first, 2, 'Disk FULL'),
  ])
  await tell(cast.machines.west, [started(second, 0, T + 3_600_000), logged(second, 1, T, '100% done', 'C:\\data_1')])
  await tell(cast.machines.east, [started(east, 0, T), failed(east, 1, 'disk full too')])
  await tell(cast.machines.carols, [started(carols, 0, T), logged(carols, 1, T, 'disk full at Carol’s')])
})

const wanted = (facts: Partial<SearchLogs> = {}): SearchLogs => ({
  text: '',
  errorsOnly: false,
  period: { from: '2026-11-14', to: '2026-11-20' },
  contractId: null,
  machineId: null,
  before: null,
  ...facts,
})
const messages = async (actor: typeof cast.alice, facts: Partial<SearchLogs> = {}) =>
  (await searchLogs(actor, wanted(facts))).entries.map(({ message }) => message)

describe('searching all logs', () => {
  test('shows the newest line of the newest backup first, with what it belongs to', async () => {
    expect(await messages(cast.berthe)).toEqual(['C:\\data_1', '100% done', 'Disk FULL', 'before', 'Scan of 20 files', 'Scan of 10 files'])
    const [entry] = (await searchLogs(cast.berthe, wanted())).entries
    expect(entry).toMatchObject({ backupId: second, machineName: 'PC-1', contractTitle: 'Bakery', index: 1, level: 'info' })
  })

  test('each line’s place is that in its own log', async () => {
    for (const entry of (await searchLogs(cast.alice, wanted())).entries) {
      const [line] = (await getLog(cast.alice, entry.backupId, { offset: entry.index, limit: 1 })).lines
      expect(line?.message).toBe(entry.message)
    }
  })

  test('finds a text whatever its case, and signs of patterns as they are', async () => {
    expect(await messages(cast.berthe, { text: 'disk full' })).toEqual(['Disk FULL'])
    expect(await messages(cast.alice, { text: '0%' })).toEqual(['100% done'])
    expect(await messages(cast.alice, { text: 'a_1' })).toEqual(['C:\\data_1'])
    expect(await messages(cast.alice, { text: 'C:\\d' })).toEqual(['C:\\data_1'])
    expect(await messages(cast.alice, { text: 'S_an' })).toEqual([])
  })

  test('finds errors alone when asked to', async () => {
    expect((await messages(cast.alice, { errorsOnly: true })).sort()).toEqual(['Disk FULL', 'disk full too'])
  })

  test('keeps to the period, the contract and the machine', async () => {
    expect(await messages(cast.alice, { period: { from: '2026-11-21', to: '2026-11-21' } })).toEqual([])
    expect(await messages(cast.alice, { contractId: cast.contracts.east })).toEqual(['disk full too', 'before'])
    expect(await messages(cast.alice, { machineId: cast.machines.east.machineId })).toEqual(['disk full too', 'before'])
  })

  test('shows nothing of another reseller and of another space', async () => {
    expect(await messages(cast.bob)).toEqual(['disk full too', 'before'])
    expect(await messages(cast.bob, { contractId: cast.contracts.west })).toEqual([])
    expect(await messages(cast.carol)).toEqual(['disk full at Carol’s'])
    expect(await messages(cast.carol, { machineId: cast.machines.west.machineId })).toEqual([])
    expect(await messages(cast.alice, { contractId: NOBODY })).toEqual([])
  })

  test.each([
    { before: "x'; drop table backups" },
    { before: `${NOBODY}.1` },
    { contractId: 'Bakery' },
    { text: 'x'.repeat(201) },
    { period: { from: '2026-11-20', to: '2026-11-14' } },
  ])('is refused when it makes no sense: %j', (facts) => {
    expect(searchLogsSchema.safeParse(wanted(facts as Partial<SearchLogs>)).success).toBe(false)
  })

  test('takes control characters for spaces', async () => {
    const input = searchLogsSchema.parse(wanted({ text: 'Disk\u0000FULL' }))
    expect((await searchLogs(cast.berthe, input)).entries).toHaveLength(1)
  })
})

test('more lines than a page are read page by page, none twice and none left out', async () => {
  const long = newBackupId(T + 7_200_000)
  const reports = Array.from({ length: 10 }, (_, part) =>
    logged(long, part + 1, T, ...Array.from({ length: 45 }, (_, line) => `long ${part * 45 + line}`)),
  )
  await tell(cast.machines.west, [started(long, 0, T), ...reports])
  const read: string[] = []
  let before: string | null = null
  do {
    const page = await searchLogs(cast.alice, wanted({ text: 'long', before }))
    read.push(...page.entries.map(({ message }) => message))
    before = page.next
    if (before) expect(searchLogsSchema.shape.before.safeParse(before).success).toBe(true)
  } while (before)
  expect(read).toEqual(Array.from({ length: 450 }, (_, line) => `long ${449 - line}`))
})

test('the number of queries is the same for few lines and for many', async () => {
  const few = await statementsOf(() => searchLogs(cast.bob, wanted()))
  expect(await statementsOf(() => searchLogs(cast.berthe, wanted()))).toBe(few)
})
