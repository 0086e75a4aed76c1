import type { PollResponse } from '@/lib/agent-protocol/schema'
import type { Agent } from './agent'
import { Backoff } from './backoff'
import { CommandJournal } from './commands/journal'
import { CommandRunner } from './commands/runner'
import { greeting, refusalSentence, takeOffer } from './greeting'
import { findResticVersion } from './restic'
import { clearStaging } from './restoring/staging'
import { wait, within } from './wait'

const SHORTEST_POLL_MS = 1000
const LONGEST_POLL_MS = 60 * 60_000
const LONGEST_BACKOFF_MS = 5 * 60_000
const LAST_WORD_MS = 3000

/** Asks the portal at the pace it wishes for: configuration, commands, whether the contract is suspended. */
export class Poller {
  suspended = false
  #greeted = false
  #trouble: string | null = null
  #wake = new AbortController()
  readonly #backoff = new Backoff(2000, LONGEST_BACKOFF_MS)
  readonly #journal: CommandJournal
  readonly #commands: CommandRunner

  constructor(readonly agent: Agent) {
    this.#journal = new CommandJournal(agent.machine.commands)
    this.#journal.endInterrupted(agent.text.commandInterrupted)
    clearStaging(agent)
    this.#commands = new CommandRunner(agent, this.#journal, () => this.#wake.abort())
  }

  /** Until the signal; then it tells what came of the commands that the signal has ended. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const pause = await this.#ask(stop).catch((error: unknown) => {
        // A full disk, most likely: what could not be kept comes again with a later answer.
        this.#complain(error instanceof Error ? error.message : String(error))
        return this.#backoff.next()
      })
      // What came of a command is told at once, unless the portal is away.
      const wake = this.#trouble === null ? this.#wake.signal : undefined
      await wait(Math.min(pause, SHORTEST_POLL_MS), stop)
      await wait(pause - SHORTEST_POLL_MS, stop, wake)
    }
    await this.#commands.settled()
    const limit = within(LAST_WORD_MS)
    if (this.#greeted && this.#trouble === null && this.#journal.answers().length > 0) await this.#poll(limit.signal, false)
    limit.done()
  }

  /** Says so once on each change; on the way back the waiting reports are sent at once. */
  setSuspended(suspended: boolean): void {
    if (suspended === this.suspended) return
    this.suspended = suspended
    const { log, text, sender } = this.agent
    log.sayNews('contract', suspended ? text.suspended : text.reactivated, suspended ? 'warning' : 'info')
    if (!suspended) sender.wakeUp()
  }

  /** One hello or poll; returns the milliseconds until the next. */
  async #ask(stop: AbortSignal): Promise<number> {
    const answer = this.#greeted ? await this.#poll(stop) : await this.#hello(stop)
    if (stop.aborted) return 0
    if (answer.kind === 'ok') {
      this.#backoff.reset()
      // The sender may be in the middle of a long pause.
      if (this.#trouble !== null) this.agent.sender.wakeUp()
      this.#trouble = null
      this.#greeted = true
      return Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, answer.value.pollSeconds * 1000))
    }
    if (answer.kind === 'suspended') this.setSuspended(true)
    else this.#complain(refusalSentence(this.agent.text, answer))
    return this.#backoff.next(answer.kind === 'away' ? answer.retryAfterSeconds : null)
  }

  async #hello(stop: AbortSignal) {
    const answer = await this.agent.portal.hello(greeting(await findResticVersion()), stop)
    if (answer.kind !== 'ok') return answer
    takeOffer(this.agent, answer.value.config)
    this.setSuspended(answer.value.contract.suspended)
    // At once: the first poll brings the commands that wait.
    return { kind: 'ok' as const, value: { pollSeconds: 0 } }
  }

  /** `take`: whether this process still has time for what the answer asks of it. */
  async #poll(stop: AbortSignal, take = true) {
    const { config, portal } = this.agent
    this.#wake = new AbortController()
    const results = this.#journal.answers()
    const configError = config.refused?.error.slice(0, 4096) ?? null
    const answer = await portal.poll({ configVersion: config.version, configError, results }, stop)
    // Answers that the portal cannot take must not block the polls after this one.
    if (answer.kind === 'ok' || answer.kind === 'invalid' || answer.kind === 'too_large') this.#journal.told(results)
    if (answer.kind === 'ok' && take) this.#take(answer.value, stop)
    return answer
  }

  #take(answer: PollResponse, stop: AbortSignal): void {
    this.#judgeClock()
    if (answer.config) takeOffer(this.agent, answer.config)
    this.setSuspended(answer.suspended)
    this.#commands.take(answer.commands, stop)
  }

  #judgeClock(): void {
    const { clock, log, text } = this.agent
    const minutes = Math.round(clock.offsetMs / 60_000)
    if (minutes !== 0) log.sayNews('clock', text.clockOff(minutes), 'warning')
  }

  #complain(trouble: string): void {
    if (trouble !== this.#trouble) this.agent.log.say(trouble, 'warning')
    this.#trouble = trouble
  }
}
