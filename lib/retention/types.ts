import type { checkFailures, freezeReasons } from '@/db/schema'

/** What a machine's page says of its stored versions, and of what looks after them. */
export type RetentionState = {
  frozenAt: Date | null
  frozenReason: (typeof freezeReasons)[number] | null
  frozenDetail: Record<string, number> | null
  checkedAt: Date | null
  checkFailure: (typeof checkFailures)[number] | null
  /** A check has been asked for, or is due, and has not run yet. */
  checkDue: boolean
  versions: number
  oldestAt: Date | null
}

/**
 * How a visit to a repository went. `kept`: nothing had outlived the history; `removed`: what had is gone; `suspended`: the contract
 * is, and its data stays; `unmeasured`: the newest versions could not be counted; `busy`: a backup runs, or another repository is worked on.
 */
export type VisitResult = 'kept' | 'removed' | 'frozen' | 'suspended' | 'unmeasured' | 'busy' | 'unreadable' | 'failed' | 'cancelled'

export type VisitReport = {
  machineId: string
  name: string
  result: VisitResult
  /** How many versions there were, and which ones have outlived the history. */
  versions: number
  outlived: { id: string; receivedAt: Date }[]
  frozenReason: RetentionState['frozenReason']
}
