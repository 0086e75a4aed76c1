import type { LogLine } from '@/db/schema'
import type { Outcome } from '@/lib/control-room/types'

export type { LogLine }

/** A finished or running backup in a machine's list. Counts are null until it has finished. */
export type BackupRow = {
  id: string
  machineId: string
  startedAt: Date
  finishedAt: Date | null
  outcome: Outcome
  trigger: 'schedule' | 'manual' | 'command' | null
  percent: number
  filesNew: number | null
  filesChanged: number | null
  filesUnmodified: number | null
  bytesProcessed: number | null
  bytesAdded: number | null
  durationSeconds: number | null
  snapshotId: string | null
  error: string | null
}

/** A row of a contract's last backups. */
export type BackupOfContract = BackupRow & { machineName: string }

/** A row of "Sauvegardes en cours" (requirements E1). */
export type RunningBackup = {
  id: string
  machineId: string
  machineName: string
  contractId: string
  contractTitle: string
  startedAt: Date
  lastReportAt: Date
  /** Its agent is asked to stop it. */
  cancelling: boolean
  percent: number
  filesDone: number
  filesTotal: number
  bytesDone: number
  bytesTotal: number
  currentFiles: string[]
}

export type BackupDetail = BackupRow & {
  /** Its agent is asked to stop it. */
  cancelling: boolean
  machineName: string
  contractId: string
  contractTitle: string
  filesDone: number
  filesTotal: number
  bytesDone: number
  bytesTotal: number
  currentFiles: string[]
}

/** Lines from `offset` on; `total` counts all lines of the backup's log. */
export type LogPage = { lines: LogLine[]; offset: number; total: number; errors: number }

/** A line of a log with its place in it, from 0. */
export type FoundLine = LogLine & { index: number }
