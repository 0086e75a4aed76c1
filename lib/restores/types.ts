import type { overwriteRules, RestoreError } from '@/db/schema'
import type { Unlisted } from '@/lib/listings/queries'
import type { Entry, Hit } from '@/lib/listings/types'

export type OverwriteRule = (typeof overwriteRules)[number]

/** Why a backup's content cannot be shown. `gone`: it was removed meanwhile; `busy`: the portal is tidying the repository. */
export type Unreadable = 'gone' | 'busy' | 'damaged' | 'unavailable'

export const unreadableBecause = (reason: Unlisted): Unreadable => {
  if (reason === 'gone' || reason === 'no_repository') return 'gone'
  if (reason === 'locked') return 'busy'
  return reason === 'damaged' || reason === 'wrong_password' ? 'damaged' : 'unavailable'
}

type NotYet = { state: 'reading'; files: number } | { state: 'failed'; reason: Unreadable }

/** A part of a folder of a backup; `entries` counts all its names. */
export type BrowsedFolder =
  | { state: 'ready'; path: string; offset: number; page: Entry[]; entries: number; files: number; bytes: number }
  | { state: 'missing' }
  | NotYet

export type FoundNames = { state: 'ready'; hits: Hit[]; more: boolean } | NotYet

export type RestoreState = 'waiting' | 'delivered' | 'running' | 'complete' | 'partial' | 'broken_off' | 'failed' | 'expired' | 'cancelled'

/** What was brought back, or is being. `remark` is the agent's own sentence. */
export type RestoreRow = {
  id: string
  kind: 'download' | 'machine'
  state: RestoreState
  snapshotAt: Date
  paths: string[]
  pathCount: number
  filesTotal: number
  bytesTotal: number
  filesDone: number
  bytesDone: number
  filesSkipped: number
  filesFailed: number
  errors: RestoreError[]
  target: string | null
  overwrite: OverwriteRule | null
  reason: string | null
  remark: string | null
  askedByName: string
  askedAt: Date
  endedAt: Date | null
}
