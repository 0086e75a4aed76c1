import { z } from 'zod'
import type { PollRequest, PollResponse } from '@/lib/agent-protocol/schema'
import type { Agent } from './agent'
import { Backoff } from './backoff'
import { greeting, refusalSentence, takeOffer } from './greeting'
import { findResticVersion } from './restic'
import { wait } from './wait'

const SHORTEST_POLL_MS = 1000
const LONGEST_POLL_MS = 60 * 60_000
const LONGEST_BACKOFF_MS = 5 * 60_000

/** Asks the portal at the pace it wishes for: configuration, commands, whether the contract is suspended. */
export class Poller {
  suspended = false
  #greeted = false
  #trouble: string | null = null
  #results: PollRequest['results'] = []
  readonly #backoff = new Backoff(2000, LONGEST_BACKOFF_MS)

  constructor(readonly agent: Agent) {}

  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) await wait(await this.#ask(stop), stop)
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
    // Answers to commands that the portal cannot take must not block the polls after this one.
    if (answer.kind === 'invalid' || answer.kind === 'too_large') this.#results = []
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

  async #poll(stop: AbortSignal) {
    const { config, portal } = this.agent
    const results = this.#results.slice(0, 100)
    const configError = config.refused?.error.slice(0, 4096) ?? null
    const answer = await portal.poll({ configVersion: config.version, configError, results }, stop)
    if (answer.kind === 'ok') {
      this.#results = this.#results.slice(results.length)
      this.#take(answer.value)
    }
    return answer
  }

  #take(answer: PollResponse): void {
    if (answer.config) takeOffer(this.agent, answer.config)
    this.setSuspended(answer.suspended)
    for (const { id, kind } of answer.commands) {
      if (!z.uuid().safeParse(id).success) continue
      this.agent.log.say(this.agent.text.commandUnsupported(kind), 'warning')
      this.#results.push({ commandId: id, status: 'unsupported', detail: kind.slice(0, 4096) })
    }
  }

  #complain(trouble: string): void {
    if (trouble !== this.#trouble) this.agent.log.say(trouble, 'warning')
    this.#trouble = trouble
  }
}
