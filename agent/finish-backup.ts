import type { Agent } from './agent'
import type { BackupReport } from './backup-report'
import type { Ending } from './ending'
import { keepLastBackup, type LastBackup } from './last-backup'
import type { Messages } from './messages'
import type { ResticSummary } from './restic-output'

type Known = Pick<LastBackup, 'backupId' | 'trigger' | 'startedAt'>
type Before = Pick<LastBackup, 'storedBytes' | 'failures'>
type Figures = Parameters<Messages['success']>[0]

const nothing: Omit<ResticSummary, 'type'> = {
  filesNew: 0,
  filesChanged: 0,
  filesUnmodified: 0,
  filesProcessed: 0,
  bytesProcessed: 0,
  bytesAdded: 0,
  snapshotId: null,
}

/** Reports how a backup ended, remembers it, and returns the sentence that says so. */
export function finishBackup(agent: Agent, report: BackupReport, ending: Ending, known: Known, before: Before): string {
  const { outcome, error } = ending
  const { filesNew, filesChanged, filesUnmodified, bytesProcessed, bytesAdded, snapshotId } = ending.summary ?? nothing
  const finishedAt = agent.clock.now()
  // The clock may have been set back meanwhile.
  const durationSeconds = Math.max(0, (finishedAt.getTime() - Date.parse(known.startedAt)) / 1000)
  const figures = { filesNew, filesChanged, filesUnmodified, bytesAdded, durationSeconds }
  const storedBytes = ending.storedBytes ?? before.storedBytes + bytesAdded
  logEnd(agent, report, ending, figures)
  report.finished({ ...figures, outcome, snapshotId, bytesProcessed, storedBytes, error })
  const failures = ending.retry ? before.failures + 1 : 0
  keepLastBackup(agent.machine.lastBackup, {
    ...known,
    finishedAt: finishedAt.toISOString(),
    outcome,
    error,
    snapshotId,
    storedBytes,
    failures,
  })
  return sentence(agent.text, ending, figures)
}

function logEnd({ text }: Agent, report: BackupReport, ending: Ending, figures: Figures): void {
  const { summary, outcome } = ending
  if (summary) report.log(text.totals(summary.filesProcessed, figures))
  if (outcome === 'success') report.log(text.alertOk)
  else report.log(sentence(text, ending, figures), outcome === 'failed' ? 'error' : 'warning')
  if (summary) report.log(text.end)
}

function sentence(text: Messages, { outcome, error }: Ending, figures: Figures): string {
  if (error === null) return text.success(figures)
  return outcome === 'failed' ? text.failed(error) : error
}
