import type { AgentCommandState } from '@/lib/agent-commands/types'
import type { RestoreState } from './types'

/** A download that was asked for and not begun by then is not any more. */
export const DOWNLOAD_WAITS_MILLISECONDS = 3_600_000
/** A running download writes down how far it is each second: one that is silent for this long died with its process. */
const SILENT_MILLISECONDS = 120_000

export type Facts = {
  kind: 'download' | 'machine'
  askedAt: Date
  startedAt: Date | null
  progressAt: Date | null
  ending: 'complete' | 'broken_off' | 'failed' | null
  filesFailed: number
  commandState: AgentCommandState | null
}

/** How a restore stands; the only judge. */
export function restoreState(facts: Facts, now: Date): RestoreState {
  if (facts.kind === 'machine') return onMachine(facts)
  if (facts.ending) return facts.ending
  const age = (since: Date) => now.getTime() - since.getTime()
  if (!facts.startedAt) return age(facts.askedAt) > DOWNLOAD_WAITS_MILLISECONDS ? 'expired' : 'waiting'
  return age(facts.progressAt ?? facts.startedAt) > SILENT_MILLISECONDS ? 'broken_off' : 'running'
}

function onMachine({ commandState, filesFailed }: Facts): RestoreState {
  switch (commandState) {
    case 'done':
      return filesFailed > 0 ? 'partial' : 'complete'
    case null:
    case 'queued':
      return 'waiting'
    default:
      return commandState
  }
}

export const isUnderWay = (state: RestoreState): boolean => ['waiting', 'delivered', 'running'].includes(state)
