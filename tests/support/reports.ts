import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { FinishedEvent, Report, ReportEvent } from '@/lib/agent-protocol/schema'

const nat = fc.nat(1_000_000)
const text = fc.string({ unit: 'binary', maxLength: 30 })
export const instant = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2026-06-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** What an agent can say; `finished` only where it is asked for. */
export const event: fc.Arbitrary<ReportEvent> = fc.oneof(
  fc.record({
    type: fc.constant('started' as const),
    trigger: fc.constantFrom('schedule' as const, 'manual' as const, 'command' as const),
  }),
  fc.record({
    type: fc.constant('progress' as const),
    percent: fc.nat(100),
    filesDone: nat,
    filesTotal: nat,
    bytesDone: nat,
    bytesTotal: nat,
    currentFiles: fc.array(text, { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('log' as const),
    lines: fc.array(
      fc.record({ at: instant, level: fc.constantFrom('info' as const, 'warning' as const, 'error' as const), message: text }),
      {
        maxLength: 3,
      },
    ),
  }),
  fc.record({
    type: fc.constant('finished' as const),
    outcome: fc.constantFrom('success' as const, 'partial' as const, 'failed' as const, 'cancelled' as const),
    snapshotId: fc.option(fc.constant('0123456789abcdef')),
    filesNew: nat,
    filesChanged: nat,
    filesUnmodified: nat,
    bytesProcessed: nat,
    bytesAdded: nat,
    durationSeconds: nat,
    storedBytes: nat,
    error: fc.option(text),
  }),
)

/** The reports of one backup, numbered in the order of their sequence. */
export const reportsOf = (backupId: string): fc.Arbitrary<Report[]> =>
  fc.array(fc.record({ at: instant, event }), { minLength: 1, maxLength: 12 }).chain((said) =>
    fc.uniqueArray(fc.nat(40), { minLength: said.length, maxLength: said.length }).map((numbers) => {
      const seqs = numbers.sort((a, b) => a - b)
      return said.map((report, index) => ({ backupId, seq: seqs[index] ?? 0, ...report }))
    }),
  )

/** The reports in any order, some of them several times, cut into batches of any size. */
export const delivery = <T>(reports: readonly T[]): fc.Arbitrary<T[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...reports], { minLength: reports.length }),
      fc.array(fc.constantFrom(...reports), { maxLength: 8 }),
      fc.array(fc.nat(reports.length + 8), { maxLength: 6 }),
    )
    .chain(([all, again, cuts]) =>
      fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }).map((sent) => split(sent, cuts)),
    )

function split<T>(sent: T[], cuts: number[]): T[][] {
  const borders = [0, ...cuts.map((cut) => Math.min(cut, sent.length)).sort((a, b) => a - b), sent.length]
  return borders.slice(1).map((end, index) => sent.slice(borders[index], end))
}

/** A UUIDv7 of that time (milliseconds), as an agent makes one for each backup. */
export function newBackupId(at: number): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const random = randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}

const report = (backupId: string, seq: number, at: number, said: ReportEvent): Report => ({
  backupId,
  seq,
  at: new Date(at).toISOString(),
  event: said,
})

export const started = (backupId: string, seq: number, at: number): Report =>
  report(backupId, seq, at, { type: 'started', trigger: 'schedule' })

export const progressed = (backupId: string, seq: number, at: number, percent: number): Report =>
  report(backupId, seq, at, { type: 'progress', percent, filesDone: 1, filesTotal: 4, bytesDone: 10, bytesTotal: 40, currentFiles: ['/a'] })

export const logged = (backupId: string, seq: number, at: number, ...messages: string[]): Report =>
  report(backupId, seq, at, {
    type: 'log',
    lines: messages.map((message) => ({ at: new Date(at).toISOString(), level: 'info' as const, message })),
  })

export const finished = (backupId: string, seq: number, at: number, facts: Partial<FinishedEvent> = {}): Report =>
  report(backupId, seq, at, {
    type: 'finished',
    outcome: 'success',
    snapshotId: null,
    filesNew: 0,
    filesChanged: 0,
    filesUnmodified: 0,
    bytesProcessed: 0,
    bytesAdded: 0,
    durationSeconds: 1,
    storedBytes: 0,
    error: null,
    ...facts,
  })
