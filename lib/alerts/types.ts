import type { Outcome } from '@/lib/control-room/types'

/** A row of "Machines en alerte": `lastRun` is the newest backup that ended, with its error, and leads to its log. */
export type MachineInAlert = {
  id: string
  name: string
  contractId: string
  contractTitle: string
  spaceName: string
  lastBackupAt: Date | null
  registeredAt: Date
  missedAfterDays: number
  /** Null where the reseller's setting holds. */
  missedAfterOverride: number | null
  lastRun: { id: string; outcome: Outcome; error: string | null; startedAt: string } | null
}
