import type { FinishedEvent } from '@/lib/agent-protocol/schema'
import type { Messages } from './messages'
import type { ResticSummary } from './restic-output'
import type { Halt } from './storage-watch'

/**
 * How a backup ended. `error` is one sentence, null on success. `retry`: trying again later may help without anybody doing
 * anything. `storedBytes` is null when the repository did not tell.
 */
export type Ending = {
  outcome: FinishedEvent['outcome']
  error: string | null
  retry: boolean
  suspended: boolean
  summary: ResticSummary | null
  storedBytes: number | null
}

const nothing = { retry: false, suspended: false, summary: null, storedBytes: null }

export function failed(error: string, retry = false): Ending {
  return { ...nothing, outcome: 'failed', error, retry }
}

export function cancelled(text: Messages): Ending {
  return { ...nothing, outcome: 'cancelled', error: text.cancelled }
}

export function halted(halt: Halt, text: Messages, reason = 'timeout'): Ending {
  switch (halt) {
    case 'cancelled':
      return cancelled(text)
    case 'suspended':
      return { ...failed(text.suspended), suspended: true }
    case 'unknown_key':
      return failed(text.storageUnknownKey)
    case 'unreachable':
      return failed(text.storageAway(reason), true)
  }
}
