import { Cron } from 'croner'
import type { AgentConfig } from '@/lib/agent-protocol/config'
import type { LastBackup } from './last-backup'

const JITTER_MS = 5 * 60_000
const FIRST_RETRY_MS = 5 * 60_000
const LONGEST_RETRY_MS = 60 * 60_000
const TOLERANCE_MS = 60_000

/** What the machine remembers: when its configuration came into force, and its last backup. */
export type Past = { since: Date; last: LastBackup | null }

/**
 * The past, made credible: what was noted while the clock ran ahead lies in the future now, and would hold the next backup back until
 * then. It counts as having happened when that was first noticed.
 */
export class Memory {
  #noticedAt: Date | null = null

  past({ since, last }: Past, now: Date): Past {
    const instants = [since, ...(last ? [new Date(last.startedAt), new Date(last.finishedAt ?? last.startedAt)] : [])]
    if (instants.every((at) => !isAhead(at, now))) {
      this.#noticedAt = null
      return { since, last }
    }
    if (!this.#noticedAt || this.#noticedAt > now) this.#noticedAt = now
    const noticed = this.#noticedAt
    const credible = (at: Date) => (isAhead(at, now) ? noticed : at)
    const startedAt = last && credible(new Date(last.startedAt)).toISOString()
    const finishedAt = last?.finishedAt ? credible(new Date(last.finishedAt)).toISOString() : null
    return { since: credible(since), last: last && startedAt ? { ...last, startedAt, finishedAt } : null }
  }
}

const isAhead = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + TOLERANCE_MS

/**
 * The next time at which the schedule (in the machine's own time zone) asks for a backup; null when it never does. A time in
 * the past means that it was missed: then as soon as possible.
 */
export function nextBackupAt(config: AgentConfig, since: Date, last: LastBackup | null): Date | null {
  if (config.schedule === null) return null
  const start = last ? new Date(Math.max(since.getTime(), Date.parse(last.startedAt))) : since
  return new Cron(config.schedule).nextRun(start)
}

/**
 * How long to hold a due backup back (milliseconds), so that a fleet does not start as one: at most five minutes and a tenth of
 * the schedule's own step. `share` is this occasion's random number from 0 to 1.
 */
export function jitter(config: AgentConfig, dueAt: Date, share: number): number {
  const following = config.schedule === null ? null : new Cron(config.schedule).nextRun(dueAt)
  const step = following ? following.getTime() - dueAt.getTime() : JITTER_MS
  return share * Math.min(JITTER_MS, step / 10)
}

/** When to try again after a backup that failed for want of portal or storage: 5 minutes, doubling up to an hour. Null: not before its time. */
export function retryAt(last: LastBackup): Date | null {
  if (last.failures === 0) return null
  const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(last.failures - 1, 10))
  return new Date(Date.parse(last.finishedAt ?? last.startedAt) + delay)
}
