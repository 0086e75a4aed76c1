import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report, ReportEvent } from '@/lib/agent-protocol/schema'
import { type FoldedLog, foldReport, unheardBackup } from '@/lib/backups/report-fold'
import { delivery, reportsOf } from '@/tests/support/reports'

const BACKUP = '019a0000-0000-7000-8000-000000000001'
const RECEIVED = Date.parse('2026-11-22T10:00:00Z')
const PROGRESS: ReportEvent = { type: 'progress', percent: 5, filesDone: 1, filesTotal: 2, bytesDone: 3, bytesTotal: 4, currentFiles: [] }

function fold(reports: Report[], receivedAt = RECEIVED) {
  const state = unheardBackup()
  const logs: FoldedLog[] = []
  const taken = reports.map((report) => foldReport(state, logs, report, receivedAt))
  return { state, logs: logs.sort((a, b) => a.seq - b.seq), taken }
}

const said = (seq: number, event: ReportEvent, at = '2026-11-22T09:00:00Z'): Report => ({ backupId: BACKUP, seq, at, event })
const finished = (seq: number, outcome: 'success' | 'failed'): Report =>
  said(seq, {
    type: 'finished',
    outcome,
    snapshotId: null,
    filesNew: 0,
    filesChanged: 0,
    filesUnmodified: 0,
    bytesProcessed: 0,
    bytesAdded: 0,
    durationSeconds: 1,
    storedBytes: 0,
    error: null,
  })

test('any order, any replay and any split into batches end in the same state', () => {
  const deliveries = reportsOf(BACKUP).chain((reports) => fc.tuple(fc.constant(reports), delivery(reports)))
  fc.assert(
    fc.property(deliveries, ([reports, batches]) => {
      const inOrder = fold(reports)
      const anyhow = fold(batches.flat())
      expect(anyhow.state).toEqual(inOrder.state)
      expect(anyhow.logs).toEqual(inOrder.logs)
      expect(anyhow.taken.filter(Boolean)).toHaveLength(reports.length)
    }),
    { numRuns: 500 },
  )
})

test('a sequence number that was taken changes nothing, even with other content', () => {
  const { state, taken } = fold([finished(4, 'success'), finished(4, 'failed')])
  expect(taken).toEqual([true, false])
  expect(state.finished?.outcome).toBe('success')
})

describe('of two that say the same kind of thing', () => {
  test('the later progress wins', () => {
    const [early, late] = [said(1, { ...PROGRESS, percent: 10 }), said(2, { ...PROGRESS, percent: 20 })]
    expect(fold([late, early]).state.progress.percent).toBe(20)
  })

  test('the first start wins', () => {
    const first = said(0, { type: 'started', trigger: 'manual' })
    const second = said(3, { type: 'started', trigger: 'schedule' }, '2026-11-22T08:00:00Z')
    expect(fold([second, first]).state).toMatchObject({ trigger: 'manual', startedAt: Date.parse(first.at) })
  })

  test('the last end wins', () => {
    expect(fold([finished(9, 'failed'), finished(4, 'success')]).state.finished?.outcome).toBe('failed')
  })
})

test('until the start is heard of, the earliest word stands for it', () => {
  const late = said(5, PROGRESS, '2026-11-22T09:30:00Z')
  const early = said(2, PROGRESS, '2026-11-22T09:10:00Z')
  const start = said(0, { type: 'started', trigger: 'manual' }, '2026-11-22T09:20:00Z')
  expect(fold([late, early]).state.startedAt).toBe(Date.parse(early.at))
  expect(fold([late, early, start]).state.startedAt).toBe(Date.parse(start.at))
})

test('a claim from the future counts as now', () => {
  const start = said(0, { type: 'started', trigger: 'manual' }, '2027-01-01T00:00:00Z')
  expect(fold([start]).state.startedAt).toBe(RECEIVED)
})

test('a log without lines is taken and keeps nothing', () => {
  const { logs, taken } = fold([said(1, { type: 'log', lines: [] })])
  expect([logs, taken]).toEqual([[], [true]])
})
