import type { LogLine } from '@/db/schema'
import type { FinishedEvent, Report } from '@/lib/agent-protocol/schema'
import { addSequence, hasSequence, type SequenceSet } from './sequence-set'

type Progress = { percent: number; filesDone: number; filesTotal: number; bytesDone: number; bytesTotal: number; currentFiles: string[] }

/** What a backup's reports have said so far. A fact's sequence number decides which of two wins, so their order of arrival does not. */
export type BackupState = {
  seen: SequenceSet
  startedSeq: number | null
  startedAt: number
  trigger: 'schedule' | 'manual' | 'command' | null
  progressSeq: number | null
  progress: Progress
  finishedSeq: number | null
  finishedAt: number | null
  finished: Omit<FinishedEvent, 'type'> | null
}

export type FoldedLog = { seq: number; lines: LogLine[] }

const NO_PROGRESS: Progress = { percent: 0, filesDone: 0, filesTotal: 0, bytesDone: 0, bytesTotal: 0, currentFiles: [] }

/** A backup of which nothing was heard yet; `startedAt` in milliseconds is later than any claim. */
export const unheardBackup = (): BackupState => ({
  seen: [],
  startedSeq: null,
  startedAt: Number.POSITIVE_INFINITY,
  trigger: null,
  progressSeq: null,
  progress: NO_PROGRESS,
  finishedSeq: null,
  finishedAt: null,
  finished: null,
})

/**
 * Takes a report into the state. Answers false, and changes nothing, when its sequence number was taken before. A claimed time
 * after `receivedAt` (milliseconds) counts as that (design.md, Agent protocol v1).
 */
export function foldReport(state: BackupState, logs: FoldedLog[], report: Report, receivedAt: number): boolean {
  const { seq, event } = report
  if (hasSequence(state.seen, seq)) return false
  state.seen = addSequence(state.seen, seq)
  const at = Math.min(Date.parse(report.at), receivedAt)
  // Until the agent says when it started, its earliest word stands for that.
  if (state.startedSeq === null) state.startedAt = Math.min(state.startedAt, at)
  if (event.type === 'started' && (state.startedSeq === null || seq < state.startedSeq)) {
    Object.assign(state, { startedSeq: seq, startedAt: at, trigger: event.trigger })
  } else if (event.type === 'progress' && (state.progressSeq === null || seq > state.progressSeq)) {
    const { type: _, ...progress } = event
    Object.assign(state, { progressSeq: seq, progress })
  } else if (event.type === 'finished' && (state.finishedSeq === null || seq > state.finishedSeq)) {
    const { type: _, ...finished } = event
    Object.assign(state, { finishedSeq: seq, finishedAt: at, finished })
  } else if (event.type === 'log' && event.lines.length > 0) {
    logs.push({ seq, lines: event.lines })
  }
  return true
}
