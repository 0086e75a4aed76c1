import { Cron } from 'croner'
import type { AgentConfig } from '@/lib/agent-protocol/config'
import type { LastBackup } from './last-backup'

const JITTER_MS = 5 * 60_000
const FIRST_RETRY_MS = 5 * 60_000
const LONGEST_RETRY_MS = 60 * 60_000

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
