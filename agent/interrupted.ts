import type { Report } from '@/lib/agent-protocol/schema'
import type { Agent } from './agent'
import { BackupReport } from './backup-report'
import { findLastBackup, keepLastBackup } from './last-backup'
import type { SpoolFile } from './spool-file'

/**
 * Closes the backups whose process died, so that none stays running for ever. Only under the backup lock: without it the
 * backup may be alive in another process.
 */
export function closeInterrupted(agent: Agent): void {
  for (const file of agent.spool.files()) close(agent, file)
  const last = findLastBackup(agent.machine.lastBackup)
  if (last?.outcome !== 'running') return
  keepLastBackup(agent.machine.lastBackup, {
    ...last,
    failures: last.failures + 1,
    outcome: 'interrupted',
    error: agent.text.interrupted,
    finishedAt: agent.clock.now().toISOString(),
  })
}

function close(agent: Agent, file: SpoolFile): void {
  file.mend()
  const reports = file.lines().flatMap((line) => (line.report ? [line.report] : []))
  const [first] = reports
  const last = reports.at(-1)
  // It died before its beginning was on the disk: nobody has heard of it.
  if (!first || !last) file.remove()
  else if (!reports.some((report) => report.event.type === 'finished')) finish(agent, file, reports, first, last)
}

function finish(agent: Agent, file: SpoolFile, reports: Report[], first: Report, last: Report): void {
  const seq = Math.max(...reports.map((report) => report.seq))
  const report = new BackupReport(agent, file.backupId, seq)
  report.log(agent.text.interrupted, 'error')
  report.finished({
    outcome: 'failed',
    snapshotId: null,
    filesNew: 0,
    filesChanged: 0,
    filesUnmodified: 0,
    bytesProcessed: 0,
    bytesAdded: 0,
    durationSeconds: Math.max(0, (Date.parse(last.at) - Date.parse(first.at)) / 1000),
    storedBytes: findLastBackup(agent.machine.lastBackup)?.storedBytes ?? 0,
    error: agent.text.interrupted,
  })
  agent.log.note(`${file.backupId}: ${agent.text.interrupted}`, 'warning')
}
