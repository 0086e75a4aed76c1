import type { Agent } from '@/agent/agent'
import type { Command } from '@/lib/agent-protocol/commands'
import type { RestoreProgress } from '@/lib/agent-protocol/restore'
import { backupNow } from './backup-now'
import { cancel } from './cancel'
import type { CommandResult } from './journal'
import { restoreFiles } from './restore'

/** `stop` fires when the service stops, or when the portal cancels this command by its id; `tell` says how far it is. */
export type CommandContext = { agent: Agent; command: Command; stop: AbortSignal; tell: (progress: RestoreProgress) => void }
/** Carries a command out, once; what it throws is told as a failure. `detail` is a sentence for people. */
export type CommandHandler = (context: CommandContext) => Promise<CommandResult>

/** What this version can do for the portal, by kind. */
export const commandHandlers: ReadonlyMap<string, CommandHandler> = new Map([
  ['backup_now', backupNow],
  ['cancel', cancel],
  ['restore', restoreFiles],
])
