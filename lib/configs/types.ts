/** A machine's configuration file as it stands; version 0 is none yet. */
export type MachineConfig = {
  machineId: string
  version: number
  body: string
  authorName: string | null
  createdAt: Date | null
  appliedVersion: number
  error: string | null
}
