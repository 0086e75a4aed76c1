import { uuidv7 } from '@/agent/uuid'
import type { FinishedEvent, Report, ReportEvent } from '@/lib/agent-protocol/schema'

const finished: FinishedEvent = {
  type: 'finished',
  outcome: 'success',
  snapshotId: 'a1b2c3d4',
  filesNew: 1,
  filesChanged: 0,
  filesUnmodified: 0,
  bytesProcessed: 10,
  bytesAdded: 10,
  durationSeconds: 1,
  storedBytes: 10,
  error: null,
}

export const events = {
  started: { type: 'started', trigger: 'manual' },
  progress: { type: 'progress', percent: 1, filesDone: 0, filesTotal: 1, bytesDone: 0, bytesTotal: 9, currentFiles: ['/é'] },
  finished,
  log: { type: 'log', lines: [{ at: '2026-01-01T00:00:00.000Z', level: 'info', message: 'ligne é' }] },
} satisfies Record<string, ReportEvent>

export function logOf(message: string): ReportEvent {
  return { type: 'log', lines: [{ at: '2026-01-01T00:00:00.000Z', level: 'info', message }] }
}

/** A whole backup: started, `lines` log reports, finished. */
export function backupReports(lines: number, backupId: string = uuidv7()): Report[] {
  const all: ReportEvent[] = [events.started, ...Array.from({ length: lines }, (_, i) => logOf(`line ${i}`)), events.finished]
  return all.map((event, index) => ({ backupId, seq: index + 1, at: '2026-01-01T00:00:00.000Z', event }))
}
