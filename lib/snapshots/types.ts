/**
 * A version in a machine's repository. `files` and `bytes` are what the portal has counted in it, or until then what the agent claimed;
 * `measured` tells which. `firstHeardAt` is when the server first heard of its backup, null when it never did.
 */
export type Version = {
  id: string
  receivedAt: Date
  seenBy: 'gateway' | 'repository'
  claimedAt: Date | null
  files: number | null
  bytes: number | null
  measured: boolean
  successful: boolean
  firstHeardAt: Date | null
}

/** A version as a person chooses one: the time is the backup's own where its agent told it. */
export type SnapshotRow = {
  id: string
  at: Date
  receivedAt: Date
  backupId: string | null
  /** Whether its agent reported that it took everything; null where it did not tell. */
  complete: boolean | null
  hostname: string | null
  paths: string[]
  files: number | null
  bytes: number | null
}
