import type { Outcome } from '@/lib/control-room/types'

/** A machine in its contract's table (requirements D4). The key is masked: `kwb_••••` and its last four characters. */
export type MachineRow = {
  id: string
  name: string
  hostname: string | null
  os: string | null
  registeredAt: Date
  lastBackupAt: Date | null
  lastOutcome: Outcome | null
  lastError: string | null
  lastFilesProcessed: number | null
  lastBytesAdded: number | null
  lastDurationSeconds: number | null
  storedBytes: number
  maskedKey: string
  retentionDays: number
  backupAlert: boolean
  missedAlert: boolean
  suspended: boolean
  running: boolean
  /** Null where the reseller's setting holds; `missedAfterDays` is the one in force (requirements E2). */
  missedAfterOverride: number | null
  missedAfterDays: number
}

/** A machine that was deleted and can be brought back until its data is being removed. Volume in bytes. */
export type DeletedMachine = {
  id: string
  name: string
  contractTitle: string
  resellerName: string
  storedBytes: number
  deletedAt: Date
  deletedBy: string
  isBeingRemoved: boolean
}

export type MachineDetail = MachineRow & {
  contractId: string
  contractTitle: string
  spaceName: string
  agentVersion: string | null
  engineVersion: string | null
  lastSeenAt: Date | null
  comment: string | null
  configVersion: number
  configAppliedVersion: number
  configError: string | null
}
