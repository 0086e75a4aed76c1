import type { z } from 'zod'
import {
  errorResponseSchema,
  type HelloRequest,
  helloResponseSchema,
  type PollRequest,
  pollResponseSchema,
  type Report,
  reportsResponseSchema,
} from '@/lib/agent-protocol/schema'
import { networkReason } from './network'
import { PortalClock } from './portal-clock'
import { within } from './wait'

export const REQUEST_TIMEOUT_MS = 10_000

export type Issue = { path: string; message: string }

/** What the portal said. `away` covers all that a later try may mend: no connection, time-out, 429, 5xx, an answer that is not the portal's. */
export type Answer<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'unknown_key' }
  | { kind: 'suspended' }
  | { kind: 'too_large' }
  | { kind: 'invalid'; message: string; issues: Issue[] }
  | { kind: 'away'; reason: string; retryAfterSeconds: number | null }

/** The portal's agent API (design.md, Agent protocol v1). Never throws; each request takes at most 10 s. */
export class Portal {
  /** Follows the portal's time by each of its answers that tells it. */
  readonly clock = new PortalClock()

  constructor(
    readonly address: string,
    readonly key: string,
    readonly timeoutMs: number = REQUEST_TIMEOUT_MS,
  ) {}

  hello(request: HelloRequest, signal?: AbortSignal) {
    return this.#call('hello', request, helloResponseSchema, signal)
  }

  poll(request: PollRequest, signal?: AbortSignal) {
    return this.#call('poll', request, pollResponseSchema, signal)
  }

  reports(reports: Report[], signal?: AbortSignal) {
    return this.#call('reports', { reports }, reportsResponseSchema, signal)
  }

  async #call<T>(name: string, body: unknown, schema: z.ZodType<T>, stop?: AbortSignal): Promise<Answer<T>> {
    const limit = within(this.timeoutMs, stop)
    const askedAt = performance.now()
    try {
      const response = await fetch(`${this.address}/api/agent/v1/${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        // The key goes to the address it was given for and nowhere else.
        redirect: 'manual',
        signal: limit.signal,
      })
      const answer = judge(response, await response.text(), schema)
      if (answer.kind === 'ok') this.#hearTime(answer.value, performance.now() - askedAt)
      return answer
    } catch (error) {
      return { kind: 'away', reason: networkReason(error), retryAfterSeconds: null }
    } finally {
      limit.done()
    }
  }

  #hearTime(value: unknown, tookMs: number): void {
    if (typeof value !== 'object' || value === null || !('serverTime' in value)) return
    if (typeof value.serverTime === 'string') this.clock.heard(value.serverTime, tookMs)
  }
}

function judge<T>(response: Response, text: string, schema: z.ZodType<T>): Answer<T> {
  const body = parse(text)
  const status = response.status
  if (status === 200) {
    const parsed = schema.safeParse(body)
    // A hotel's sign-in page answers 200 too: that acknowledges nothing.
    return parsed.success ? { kind: 'ok', value: parsed.data } : away('HTTP 200, not the portal')
  }
  const error = errorResponseSchema.safeParse(body).data?.error
  // A proxy on the way may use the same numbers; only the portal names its codes.
  if (status === 401 && error?.code === 'unknown_key') return { kind: 'unknown_key' }
  if (status === 403 && error?.code === 'contract_suspended') return { kind: 'suspended' }
  if (status === 413) return { kind: 'too_large' }
  if (status === 422 && error) return { kind: 'invalid', message: error.message, issues: error.issues ?? [] }
  return away(`HTTP ${status}${error ? ` ${error.message}` : ''}`, retryAfter(response.headers.get('retry-after')))
}

function away(reason: string, retryAfterSeconds: number | null = null): { kind: 'away'; reason: string; retryAfterSeconds: number | null } {
  return { kind: 'away', reason, retryAfterSeconds }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Seconds, from either form of the header: a number or a date. */
export function retryAfter(header: string | null, now: number = Date.now()): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1000)
}
