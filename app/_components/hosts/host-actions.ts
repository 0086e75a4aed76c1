import type { ActionFailure } from '@/lib/actions/action'
import type { Result } from '@/lib/errors'
import type { ClaimHostFailure } from '@/lib/hosts/commands'
import type { ClaimHost, RemoveHost } from '@/lib/hosts/schema'
import type { ProofProblem } from '@/lib/hosts/types'

/** What can be done with a brand's hosts, through the door of whoever looks at them; only operators vouch. */
export type HostActions = {
  claim: (input: ClaimHost) => Promise<Result<{ hostId: string }, ClaimHostFailure> | ActionFailure>
  verify: (input: { hostId: string }) => Promise<Result<void, ProofProblem> | ActionFailure>
  remove: (input: RemoveHost) => Promise<Result<void, 'last_host' | 'confirmation_differs'> | ActionFailure>
  vouch?: (input: ClaimHost) => Promise<Result<{ hostId: string }, ClaimHostFailure> | ActionFailure>
}

/** A host as the panel shows it, times in milliseconds. */
export type ShownHost = {
  id: string
  host: string
  record: { name: string; value: string }
  verifiedAt: number | null
  checkedAt: number | null
  problem: ProofProblem | null
  /** Nobody could reach the brand without it. */
  isLast: boolean
  /** Where the page is open. */
  isHere: boolean
}
