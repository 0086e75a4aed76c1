import { sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { heartbeats } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { log } from '@/lib/log'

/** The name under which a whole round of the alert sweep leaves its heartbeat. */
export const SWEEP = 'alert_sweep'
const SILENCE_MILLISECONDS = 10_000
const LATE_MINUTES = 5

/** `late`: no worker has gone round the alerts for minutes, so nobody would be told of anything. */
export type Watch = 'on_time' | 'late' | 'not_yet'

/** How the watch over the alerts stands, by the time of its last whole round. */
export function watchOf(roundAt: Date | null, now: Date): Watch {
  if (!roundAt) return 'not_yet'
  return now.getTime() - roundAt.getTime() > LATE_MINUTES * 60_000 ? 'late' : 'on_time'
}

/** Writes that a job has gone round; an older time never replaces a newer one. */
export async function noteRound(actor: SystemActor, name: string, at: Date): Promise<void> {
  await withActor(actor, (tx) =>
    tx
      .insert(heartbeats)
      .values({ name, at })
      .onConflictDoUpdate({ target: heartbeats.name, set: { at: sql`greatest(${heartbeats.at}, excluded.at)` } }),
  )
}

/**
 * Tells a watch outside of this installation that it is alive; when the calls stop, that one raises the alarm. Never throws, and never
 * names the address, which is a secret. Answers whether it was heard.
 */
export async function beatOutwards(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { redirect: 'follow', signal: AbortSignal.any([signal, AbortSignal.timeout(SILENCE_MILLISECONDS)]) })
    await answer.body?.cancel()
    if (!answer.ok) log.warn({ status: answer.status }, 'the outward heartbeat was refused (HEARTBEAT_URL)')
    return answer.ok
  } catch (error) {
    if (!signal.aborted)
      log.warn({ reason: error instanceof Error ? error.name : 'error' }, 'the outward heartbeat was not heard (HEARTBEAT_URL)')
    return false
  }
}
