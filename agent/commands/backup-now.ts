import { backUp } from '@/agent/backup'
import type { CommandHandler } from './handlers'
import type { CommandResult } from './journal'

const statuses = { success: 'done', partial: 'done', failed: 'failed', cancelled: 'cancelled' } as const satisfies Record<
  string,
  CommandResult['status']
>

/** Backs up now, whatever the schedule says. */
export const backupNow: CommandHandler = async ({ agent, stop }) => {
  const result = await backUp(agent, 'command', stop)
  if (result.kind === 'busy') return { status: 'failed', detail: agent.text.busy(result.pid) }
  if (result.kind === 'suspended') return { status: 'failed', detail: agent.text.suspended }
  agent.log.say(result.sentence, result.ending.outcome === 'failed' ? 'error' : 'info')
  return { status: statuses[result.ending.outcome], detail: result.sentence }
}
