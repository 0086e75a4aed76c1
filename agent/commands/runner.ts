import { z } from 'zod'
import type { Agent } from '@/agent/agent'
import type { Command } from '@/lib/agent-protocol/commands'
import type { RestoreProgress } from '@/lib/agent-protocol/restore'
import { commandHandlers } from './handlers'
import type { CommandJournal, CommandResult } from './journal'

const idSchema = z.uuid().toLowerCase()

/** Carries out what the portal asks, each command once, several at a time: a backup must not keep its own cancelling waiting. */
export class CommandRunner {
  readonly #working = new Set<Promise<void>>()

  /** `onNews` is called when there is something new to tell the portal. */
  constructor(
    readonly agent: Agent,
    readonly journal: CommandJournal,
    readonly onNews: () => void,
  ) {}

  /** Begins those that are new; answers again about those that are known. Never throws. */
  take(commands: Command[], stop: AbortSignal): void {
    for (const given of commands) {
      const id = idSchema.safeParse(given.id)
      // Without an id there is nothing to answer to.
      if (id.success) this.#begin({ ...given, id: id.data }, stop)
    }
  }

  /** Resolves when nothing is being carried out. */
  async settled(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working)
  }

  #begin(command: Command, stop: AbortSignal): void {
    const { journal, agent } = this
    try {
      const isNew = journal.begin(command, agent.clock.now())
      this.onNews()
      if (!isNew) return
    } catch (error) {
      // A full disk: not begun, so that it cannot happen twice. The portal delivers it again.
      agent.log.sayNews('journal', text(error), 'error')
      return
    }
    agent.log.say(agent.text.commandTaken(command.kind))
    const work = this.#carryOut(command, stop)
      .catch((error: unknown): CommandResult => ({ status: 'failed', detail: text(error) }))
      .then((result) => this.#end(command, result))
      .finally(() => this.#working.delete(work))
    this.#working.add(work)
  }

  async #carryOut(command: Command, stop: AbortSignal): Promise<CommandResult> {
    const { agent } = this
    const handler = commandHandlers.get(command.kind)
    if (!handler) return { status: 'unsupported', detail: agent.text.commandUnsupported(command.kind) }
    if (command.expiresAt && Date.parse(command.expiresAt) <= agent.clock.now().getTime()) {
      return { status: 'expired', detail: agent.text.commandExpired }
    }
    const activity = agent.activities.begin(command.id, stop)
    try {
      const tell = (progress: RestoreProgress) => {
        this.journal.tell(command.id, progress)
        this.onNews()
      }
      return await handler({ agent, command, stop: activity.signal, tell })
    } finally {
      activity.end()
    }
  }

  #end(command: Command, { status, detail }: CommandResult): void {
    const { agent, journal } = this
    const sentence = detail === null ? null : agent.secrets.redact(detail)
    const level = status === 'done' || status === 'cancelled' ? 'info' : 'warning'
    agent.log.note(`${command.kind} ${command.id}: ${status}${sentence ? ` (${sentence})` : ''}`, level)
    try {
      journal.end(command.id, { status, detail: sentence })
    } catch (error) {
      // It stays begun: after the next start it is told as interrupted.
      agent.log.say(text(error), 'error')
    }
    this.onNews()
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error))
