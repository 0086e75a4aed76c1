import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Spool } from '@/agent/spool'
import { uuidv7 } from '@/agent/uuid'
import { MAX_BODY_BYTES, type Report } from '@/lib/agent-protocol/schema'
import { backupReports, events } from './reports'
import { temporaryFolder } from './temporary-folder'

function fill(spool: Spool, reports: Report[]): void {
  for (const report of reports) spool.file(report.backupId).append(report, true)
}

test('reports come out in the order they went in, oldest backup first', () => {
  const spool = new Spool(temporaryFolder())
  const first = backupReports(1, uuidv7(1000))
  const second = backupReports(1, uuidv7(2000))
  fill(spool, second)
  fill(spool, first)
  expect(spool.nextBatch()?.reports).toEqual([...first, ...second])
})

test('what is acknowledged is gone, and a finished backup leaves no file', () => {
  const spool = new Spool(temporaryFolder())
  fill(spool, backupReports(2))
  const batch = spool.nextBatch(3)
  if (batch) spool.acknowledge(batch)
  expect(spool.pending()).toBe(1)
  const rest = spool.nextBatch()
  if (rest) spool.acknowledge(rest)
  expect(spool.nextBatch()).toBeNull()
  expect(readdirSync(spool.folder)).toEqual([])
})

test('a batch stays within 500 reports and below 1 MiB', () => {
  const spool = new Spool(temporaryFolder())
  const backupId = uuidv7()
  for (let seq = 1; seq <= 12; seq += 1) {
    const line = { at: '2026-01-01T00:00:00Z', level: 'info' as const, message: 'é'.repeat(16_000) }
    const event = { type: 'log' as const, lines: [line, line, line, line, line, line] }
    spool.file(backupId).append({ backupId, seq, at: '2026-01-01T00:00:00Z', event }, false)
  }
  const heavy = spool.nextBatch()?.reports ?? []
  expect(heavy.length).toBe(5)
  expect(Buffer.byteLength(JSON.stringify({ reports: heavy }))).toBeLessThan(MAX_BODY_BYTES)
  const many = new Spool(temporaryFolder())
  fill(many, backupReports(700))
  expect(many.nextBatch()?.reports.length).toBe(500)
})

test('a last line without its end is not sent, and is cut off when the file is mended', () => {
  const spool = new Spool(temporaryFolder())
  const [started, log] = backupReports(1)
  if (!started || !log) throw new Error('no reports')
  const file = spool.file(started.backupId)
  file.append(started, true)
  appendFileSync(file.path, JSON.stringify(log).slice(0, -7))
  expect(spool.nextBatch()?.reports).toEqual([started])
  file.mend()
  file.append(log, true)
  expect(spool.nextBatch()?.reports).toEqual([started, log])
})

test('a line that is no report is set aside and holds nothing up', () => {
  const spool = new Spool(temporaryFolder())
  const [started, log, finished] = backupReports(1)
  if (!started || !log || !finished) throw new Error('no reports')
  const file = spool.file(started.backupId)
  file.append(started, true)
  appendFileSync(file.path, '\0\0\0garbage\n{"backupId":"x"}\n')
  file.append(log, true)
  file.append(finished, true)
  const batch = spool.nextBatch()
  expect(batch?.reports).toEqual([started, log, finished])
  if (batch) spool.acknowledge(batch)
  expect(spool.nextBatch()).toBeNull()
  expect(readFileSync(spool.rejectedPath, 'utf8').trim().split('\n')).toHaveLength(2)
})

test('an acknowledgement that was damaged, or reaches beyond the file, counts as none', () => {
  const spool = new Spool(temporaryFolder())
  const reports = backupReports(0).slice(0, 1)
  fill(spool, reports)
  for (const ack of ['', '{"offset":', '{"offset":99999,"finished":false}']) {
    writeFileSync(join(spool.folder, `${reports[0]?.backupId}.ack`), ack)
    expect(spool.nextBatch()?.reports).toEqual(reports)
  }
})

type Step =
  | { kind: 'append'; backup: number; event: keyof typeof events }
  | { kind: 'send'; limit: number; fate: 'taken' | 'not sent' | 'answer lost' }
  | { kind: 'refuse' }
  | { kind: 'crash'; backup: number; torn: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      backup: fc.nat(2),
      event: fc.constantFrom('log', 'progress', 'finished'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      limit: fc.integer({ min: 1, max: 6 }),
      fate: fc.constantFrom('taken', 'not sent', 'answer lost'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'refuse' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), backup: fc.nat(2), torn: fc.nat(200) }) },
)

/** What the agent and the portal know, beside the spool under test. */
class World {
  spool: Spool
  ids = [uuidv7(1000), uuidv7(2000), uuidv7(3000)]
  readonly written = new Map<string, Report>()
  readonly taken = new Map<string, Report>()
  readonly acknowledged = new Set<string>()
  readonly refused = new Set<string>()
  readonly #seq = new Map<string, number>()

  constructor(readonly folder: string) {
    this.spool = new Spool(folder)
  }

  perform(step: Step): void {
    if (step.kind === 'append') this.append(step.backup, step.event)
    else if (step.kind === 'send') this.send(step.limit, step.fate)
    else if (step.kind === 'refuse') this.refuseFirst()
    else this.crash(step.backup, step.torn)
  }

  /** What stands in the rejected file. */
  setAside(): Map<string, Report> {
    if (!existsSync(this.spool.rejectedPath)) return new Map()
    const lines = readFileSync(this.spool.rejectedPath, 'utf8').trim().split('\n')
    const reports = lines.map((line) => JSON.parse(JSON.parse(line).report) as Report)
    return new Map(reports.map((report) => [`${report.backupId}/${report.seq}`, report]))
  }

  append(backup: number, event: keyof typeof events): void {
    const backupId = this.ids[backup] ?? ''
    const seq = (this.#seq.get(backupId) ?? 0) + 1
    this.#seq.set(backupId, seq)
    const report = { backupId, seq, at: '2026-01-01T00:00:00.000Z', event: seq === 1 ? events.started : events[event] }
    this.spool.file(backupId).append(report, event !== 'progress')
    this.written.set(`${backupId}/${seq}`, report)
    if (report.event.type === 'finished') this.ids[backup] = uuidv7(1000 * (1 + backup))
  }

  send(limit: number, fate: 'taken' | 'not sent' | 'answer lost'): void {
    const batch = this.spool.nextBatch(limit)
    if (!batch || fate === 'not sent') return
    for (const report of batch.reports) {
      const name = `${report.backupId}/${report.seq}`
      if (this.acknowledged.has(name)) throw new Error(`${name} was sent after its acknowledgement`)
      if (this.refused.has(name)) throw new Error(`${name} was sent after its refusal`)
      this.taken.set(name, report)
    }
    if (fate === 'answer lost') return
    this.spool.acknowledge(batch)
    for (const report of batch.reports) this.acknowledged.add(`${report.backupId}/${report.seq}`)
  }

  /** Refusals are remembered in memory only: after a crash the portal would name the report again. */
  refuseFirst(): void {
    const [report] = this.spool.nextBatch()?.reports ?? []
    if (!report || this.taken.has(`${report.backupId}/${report.seq}`)) return
    this.spool.refuse(report, 'refused')
    this.refused.add(`${report.backupId}/${report.seq}`)
  }

  crash(backup: number, torn: number): void {
    const file = this.spool.file(this.ids[backup] ?? '')
    const line = JSON.stringify({ backupId: file.backupId, seq: 999, at: '2026-01-01T00:00:00.000Z', event: events.finished })
    if (file.bytes() > 0) appendFileSync(file.path, line.slice(0, torn))
    this.spool = new Spool(this.folder)
    this.refused.clear()
    for (const left of this.spool.files()) left.mend()
  }
}

test('any interleaving of reports, failures and crashes loses nothing and sends nothing after its acknowledgement', () => {
  const folder = temporaryFolder()
  let run = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      run += 1
      const world = new World(join(folder, String(run)))
      for (const one of steps) world.perform(one)
      while (world.spool.nextBatch()) world.send(500, 'taken')
      const arrived = new Map([...world.setAside(), ...world.taken])
      expect(arrived).toEqual(world.written)
      expect(world.spool.pending()).toBe(0)
    }),
    { numRuns: 150 },
  )
}, 60_000)
