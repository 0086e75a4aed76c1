import type { Agent } from '@/agent/agent'
import type { Command } from '@/lib/agent-protocol/commands'
import { backupNow } from './backup-now'
import { cancel } from './cancel'
import type { CommandResult } from './journal'

/** `stop` fires when the service stops, or when the portal cancels this command by its id. */
export type CommandContext = { agent: Agent; command: Command; stop: AbortSignal }
/** Carries a command out, once; what it throws is told as a failure. `detail` is a sentence for people. */
export type CommandHandler = (context: CommandContext) => Promise<CommandResult>

/** What this version can do for the portal, by kind. */
export const commandHandlers: ReadonlyMap<string, CommandHandler> = new Map([
  ['backup_now', backupNow],
  ['cancel', cancel],
])
