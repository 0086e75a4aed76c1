import { MAX_REPORTS, type Report } from '@/lib/agent-protocol/schema'
import type { AgentLog } from './agent-log'
import { Backoff } from './backoff'
import { takeLock } from './lock'
import type { Messages } from './messages'
import type { Answer, Issue, Portal } from './portal'
import type { Batch, Spool } from './spool'
import { wait, within } from './wait'

const PAUSE_MS = 1000
const SUSPENDED_PAUSE_MS = 60_000

type Refusal = Exclude<Answer<unknown>, { kind: 'ok' }>
/** `idle`: nothing to send, or another process is sending. `waiting`: nothing can be sent for `milliseconds`. */
type Pass = { kind: 'idle' } | { kind: 'sent' } | { kind: 'waiting'; milliseconds: number }

/** Brings the spool to the portal: a report leaves the spool only when the portal has acknowledged it, or refuses it for ever. */
export class Sender {
  readonly #backoff: Backoff
  #limit = MAX_REPORTS
  #trouble: string | null = null
  #wake = new AbortController()

  constructor(
    readonly spool: Spool,
    readonly portal: Portal,
    readonly lockPath: string,
    readonly log: AgentLog,
    readonly text: Messages,
    firstDelayMs: number = 1000,
  ) {
    this.#backoff = new Backoff(firstDelayMs, 60_000)
  }

  /** Sends as reports come, until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pass = await this.#pass(signal)
      if (pass.kind === 'sent') continue
      await wait(pass.kind === 'waiting' ? pass.milliseconds : PAUSE_MS, signal, this.#wake.signal)
    }
  }

  /** Ends a long wait: the portal is known to listen again. */
  wakeUp(): void {
    this.#wake.abort()
    this.#wake = new AbortController()
  }

  /** Sends what waits, for at most `milliseconds`. Returns how many reports still wait. */
  async flush(milliseconds: number, signal?: AbortSignal): Promise<number> {
    const end = Date.now() + milliseconds
    const limit = within(milliseconds, signal)
    try {
      for (;;) {
        const pass = await this.#pass(limit.signal)
        const waiting = this.spool.pending()
        // While it is idle and something waits, another process is sending.
        const pause = pass.kind === 'waiting' ? pass.milliseconds : pass.kind === 'idle' ? PAUSE_MS / 5 : 0
        if (waiting === 0 || limit.signal.aborted || Date.now() + pause >= end) return waiting
        await wait(pause, limit.signal)
      }
    } finally {
      limit.done()
    }
  }

  async #pass(signal: AbortSignal): Promise<Pass> {
    try {
      return await this.#send(signal)
    } catch (error) {
      // A full or read-only disk: what cannot be marked as sent is sent again later.
      return this.#waits(error instanceof Error ? error.message : String(error), this.#backoff.next())
    }
  }

  async #send(signal: AbortSignal): Promise<Pass> {
    const locked = takeLock(this.lockPath)
    if (!locked.ok) return { kind: 'idle' }
    try {
      const batch = this.spool.nextBatch(this.#limit)
      if (!batch) return { kind: 'idle' }
      if (batch.reports.length === 0) return this.#acknowledged(batch)
      const answer = await this.portal.reports(batch.reports, signal)
      if (answer.kind === 'ok') return this.#acknowledged(batch)
      return signal.aborted ? { kind: 'waiting', milliseconds: 0 } : this.#refused(batch, answer)
    } finally {
      locked.lock.release()
    }
  }

  #acknowledged(batch: Batch): Pass {
    this.spool.acknowledge(batch)
    this.#backoff.reset()
    this.#limit = Math.min(MAX_REPORTS, this.#limit * 2)
    if (this.#trouble !== null) this.log.say(this.text.portalBack)
    this.#trouble = null
    return { kind: 'sent' }
  }

  #refused(batch: Batch, answer: Refusal): Pass {
    switch (answer.kind) {
      case 'away':
        return this.#waits(this.text.portalAway(answer.reason), this.#backoff.next(answer.retryAfterSeconds))
      case 'unknown_key':
        return this.#waits(this.text.unknownKey, Math.max(SUSPENDED_PAUSE_MS, this.#backoff.next()))
      case 'suspended':
        this.log.sayNews('contract', this.text.suspended, 'warning')
        return { kind: 'waiting', milliseconds: SUSPENDED_PAUSE_MS }
      case 'too_large':
        return this.#smaller(batch, 'too large')
      case 'invalid':
        return this.#invalid(batch, answer.issues, answer.message)
    }
  }

  /** Sets aside the reports that the portal names; where it names none, halves the batch until one is left. */
  #invalid(batch: Batch, issues: Issue[], message: string): Pass {
    const named = new Map<Report, string>()
    for (const issue of issues) {
      const index = /^reports\.(\d+)(\.|$)/.exec(issue.path)?.[1]
      const report = index === undefined ? undefined : batch.reports[Number(index)]
      if (report && !named.has(report)) named.set(report, `${issue.path}: ${issue.message}`)
    }
    if (named.size === 0) return this.#smaller(batch, message)
    return this.#setAside(named)
  }

  #smaller(batch: Batch, reason: string): Pass {
    const [only] = batch.reports
    if (batch.reports.length === 1 && only) return this.#setAside(new Map([[only, reason]]))
    this.#limit = Math.ceil(batch.reports.length / 2)
    return { kind: 'sent' }
  }

  #setAside(reports: Map<Report, string>): Pass {
    for (const [report, reason] of reports) {
      this.spool.refuse(report, reason)
      this.log.note(`${report.backupId}/${report.seq} ${report.event.type}: ${reason}`, 'warning')
    }
    const [reason = ''] = reports.values()
    this.log.say(this.text.reportsRefused(reports.size, reason), 'warning')
    return { kind: 'sent' }
  }

  #waits(trouble: string, milliseconds: number): Pass {
    if (trouble !== this.#trouble) this.log.say(trouble, 'warning')
    this.#trouble = trouble
    return { kind: 'waiting', milliseconds }
  }
}
