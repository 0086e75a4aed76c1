import type { AlertDetail, AlertEventKind, AlertKind, alertEnds } from '@/db/schema'
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

export type InAlertPage = { rows: MachineInAlert[]; total: number; page: number; pages: number }

/** An open episode as screens show it. `detail` holds the figures of its kind. */
export type OpenAlert = {
  id: string
  kind: AlertKind
  detail: AlertDetail
  sinceAt: Date
  openedAt: Date
  escalated: boolean
  hold: { kind: 'acknowledged' | 'snoozed'; until: Date | null; by: string; reason: string } | null
  machineId: string | null
  machineName: string | null
  contractId: string
  contractTitle: string
  spaceName: string
}

/** An episode in the history of a machine or contract, with all that happened to it, oldest first. */
export type AlertHistory = {
  id: string
  kind: AlertKind
  openedAt: Date
  closedAt: Date | null
  end: (typeof alertEnds)[number] | null
  events: { kind: AlertEventKind; at: string; by: string | null; reason: string | null }[]
}
