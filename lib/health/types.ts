import type { StorageState } from '@/lib/storage/rclone'
import type { Watch } from './rounds'

/** What a process tells of itself with each beat. */
export type Activity = { storage: StorageState | null; workedAt: Date | null; reportsPerMinute: number }

/** A process of the platform; `silent` when it neither beats nor has stopped in order. */
export type InstanceRow = {
  id: string
  hostname: string
  processId: number
  roles: string[]
  version: string
  storage: StorageState | null
  startedAt: Date
  seenAt: Date
  workedAt: Date | null
  reportsPerMinute: number
  silent: boolean
}

export type AgentVersion = { version: string | null; machines: number; silent: number }
export type SilentReseller = { resellerId: string; resellerName: string; machines: number }
export type FailingMachine = {
  machineId: string
  machineName: string
  contractTitle: string
  resellerId: string
  resellerName: string
  failures: number
  lastError: string | null
}

/** How the whole platform stands, in one look (requirements G1). */
export type FleetHealth = {
  database: { version: string; bytes: number; connections: number; maxConnections: number }
  instances: InstanceRow[]
  /** The last whole round of the alert sweep. */
  watch: { state: Watch; roundAt: Date | null }
  mails: { waiting: number; overdue: number; oldestDueAt: Date | null; failed: number }
  machines: { total: number; silent: number; never: number }
  agents: AgentVersion[]
  silentResellers: SilentReseller[]
  backups: { lost: number; failed: number }
  failing: FailingMachine[]
}
