import type { Agent } from '@/agent/agent'
import { findLastBackup } from '@/agent/last-backup'
import { lockHolder } from '@/agent/lock'
import { wait } from '@/agent/wait'
import { cancelPayloadSchema } from '@/lib/agent-protocol/commands'
import type { CommandHandler } from './handlers'

const LOOK_EVERY_MS = 200
const OTHER_PROCESS_MS = 30_000

/** Stops the backup or the command that it names, and answers when that has ended. */
export const cancel: CommandHandler = async ({ agent, command, stop }) => {
  const wish = cancelPayloadSchema.safeParse(command)
  if (!wish.success) return { status: 'failed', detail: agent.text.cancelNothing }
  const name = 'backupId' in wish.data ? wish.data.backupId : wish.data.commandId
  const cancelled = (await agent.activities.cancel(name)) || (await cancelElsewhere(agent, name, stop))
  return cancelled ? { status: 'done', detail: null } : { status: 'failed', detail: agent.text.cancelNothing }
}

/** A backup that a person began at the terminal runs in a process of its own, which ends in order on a signal. */
async function cancelElsewhere(agent: Agent, backupId: string, stop: AbortSignal): Promise<boolean> {
  const holder = lockHolder(agent.state.backupLock)
  const last = findLastBackup(agent.machine.lastBackup)
  // Windows knows no such signal: there it would kill.
  if (process.platform === 'win32' || holder === null || holder === process.pid) return false
  if (last?.backupId !== backupId || last.outcome !== 'running') return false
  process.kill(holder, 'SIGINT')
  const end = Date.now() + OTHER_PROCESS_MS
  while (lockHolder(agent.state.backupLock) === holder && Date.now() < end && !stop.aborted) await wait(LOOK_EVERY_MS, stop)
  return lockHolder(agent.state.backupLock) !== holder
}
