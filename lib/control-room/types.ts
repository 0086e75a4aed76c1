import type { backupOutcomes } from '@/db/schema'

export type Outcome = (typeof backupOutcomes)[number]

/** One cell: what the control room knows of a machine. Times are milliseconds since 1970. */
export type ControlRoomMachine = {
  id: string
  name: string
  contractId: string
  lastBackupAt: number | null
  /** The last backup, or the registration of a machine that never had one: what the alert counts from (lib/alerts/missed.ts). */
  silentSince: number
  lastOutcome: Outcome | null
  storedBytes: number
  running: boolean
  missedAlert: boolean
  missedAfterDays: number
}

/** One bar: a client. */
export type ControlRoomContract = {
  id: string
  title: string
  spaceId: string
  usedBytes: number
  subscribedBytes: number
  suspended: boolean
}

export type ControlRoom = {
  /** When it was read, milliseconds since 1970. */
  at: number
  allocatedBytes: number
  spaces: { id: string; name: string }[]
  contracts: ControlRoomContract[]
  /** In the order of their contracts, then by name. */
  machines: ControlRoomMachine[]
}

/** What the live stream says of machines that changed (requirements C7); the same shape, only the changed ones. */
export type MachineChange = ControlRoomMachine
