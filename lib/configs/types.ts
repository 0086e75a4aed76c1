import type { configOrigins, ConfigLoss as Loss } from '@/db/schema'
import type { ConfigProblem } from '@/lib/agent-protocol/config'

export type { Loss }

/** What the form shows of a configuration file. Bandwidths in KiB a second, null for no limit. */
export type ConfigSettings = {
  paths: string[]
  excludes: string[]
  schedule: string | null
  uploadKiBps: number | null
  downloadKiBps: number | null
}

/** What is changed in the files of many machines at once; what is undefined stays as each of them has it. */
export type ConfigChanges = {
  addPaths: string[]
  removePaths: string[]
  addExcludes: string[]
  removeExcludes: string[]
  schedule?: string | null
  uploadKiBps?: number | null
  downloadKiBps?: number | null
}

/** Who wrote a version: a user for this machine, its agent when it was installed, or a user for the whole contract. */
export type ConfigOrigin = (typeof configOrigins)[number]

/** A machine's configuration file as it stands; version 0 is none yet. */
export type MachineConfig = {
  machineId: string
  version: number
  body: string
  origin: ConfigOrigin | null
  authorName: string | null
  createdAt: Date | null
  appliedVersion: number
  error: string | null
  /** It follows its contract's default. */
  inherits: boolean
  /** The history that is in force for the machine, in days. */
  retentionDays: number
  /** The contract's default as it stands; 0 is none. */
  contractVersion: number
}

/** A contract's default, which machines without a file of their own take; version 0 is none yet. */
export type ContractConfig = {
  contractId: string
  version: number
  body: string
  authorName: string | null
  createdAt: Date | null
}

/** One version in the history of a machine or a contract, newest first. */
export type ConfigVersion = {
  version: number
  origin: ConfigOrigin
  authorName: string | null
  createdAt: Date
  /** The version that it brought back. */
  restoredVersion: number | null
  losses: Loss[]
}

/** A version with its file, and the one before it to compare with. */
export type ConfigVersionDetail = ConfigVersion & { body: string; previousBody: string }

/** How a machine of a contract stands with its configuration. */
export type ConfiguredMachine = {
  id: string
  name: string
  inherits: boolean
  version: number
  appliedVersion: number
  error: string | null
}

/** What a change would do to one machine. */
export type ReviewedMachine = {
  id: string
  name: string
  /** It follows its contract's default now, and would have a file of its own afterwards. */
  inherits: boolean
  before: string
  after: string
  losses: Loss[]
  problems: ConfigProblem[]
}
