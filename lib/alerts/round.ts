import { sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { heartbeats } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { sweepEpisodes } from './reminders'
import { sweepMachines } from './sweep'

/** The name under which a whole round of the sweep leaves its heartbeat. */
export const SWEEP = 'alert_sweep'
/** So many batches one round goes through; what is left is the next one's, after the heartbeat. */
const BATCHES = 40

/** One round of the alert sweep: everything that is due, batch by batch, then its heartbeat. Answers whether more is due. */
export async function sweepAlerts(actor: SystemActor, now: () => Date, signal: AbortSignal): Promise<{ more: boolean }> {
  const machines = await inBatches(() => sweepMachines(actor, now()), signal)
  const episodes = await inBatches(() => sweepEpisodes(actor, now()), signal)
  await beat(actor, SWEEP, now())
  return { more: machines || episodes }
}

async function inBatches(sweep: () => Promise<{ more: boolean }>, signal: AbortSignal): Promise<boolean> {
  for (let batch = 0; batch < BATCHES && !signal.aborted; batch++) if (!(await sweep()).more) return false
  return true
}

async function beat(actor: SystemActor, name: string, at: Date): Promise<void> {
  await withActor(actor, (tx) =>
    tx
      .insert(heartbeats)
      .values({ name, at })
      .onConflictDoUpdate({ target: heartbeats.name, set: { at: sql`greatest(${heartbeats.at}, excluded.at)` } }),
  )
}
