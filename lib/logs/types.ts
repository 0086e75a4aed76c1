import type { LogLine } from '@/lib/backups/types'

/** A line of any backup's log, with what it belongs to and its place in it, from 0. */
export type LogEntry = LogLine & {
  backupId: string
  seq: number
  position: number
  index: number
  machineId: string
  machineName: string
  contractTitle: string
}

/** `next` continues the search; null at its end. */
export type LogSearchPage = { entries: LogEntry[]; next: string | null }
