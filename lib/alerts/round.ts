import type { SystemActor } from '@/lib/auth/types'
import { noteRound, SWEEP } from '@/lib/health/rounds'
import { sendDigests } from './digests'
import { makeFleetsDue } from './fleets'
import { mailNotices } from './mailing'
import { sweepEpisodes } from './reminders'
import { sweepMachines } from './sweep'

/** So many batches one round goes through; what is left is the next one's, after the heartbeat. */
const BATCHES = 40

/** One round of the alert sweep: everything that is due, batch by batch, whom it tells, then its heartbeat. Answers whether more is due. */
export async function sweepAlerts(actor: SystemActor, now: () => Date, signal: AbortSignal): Promise<{ more: boolean }> {
  const fleets = await inBatches(() => makeFleetsDue(actor), signal)
  const machines = await inBatches(() => sweepMachines(actor, now()), signal)
  const episodes = await inBatches(() => sweepEpisodes(actor, now()), signal)
  const mails = await inBatches(() => mailNotices(actor, now(), signal), signal)
  const digests = await inBatches(() => sendDigests(actor, now()), signal)
  await noteRound(actor, SWEEP, now())
  return { more: fleets || machines || episodes || mails || digests }
}

async function inBatches(sweep: () => Promise<{ more: boolean }>, signal: AbortSignal): Promise<boolean> {
  for (let batch = 0; batch < BATCHES && !signal.aborted; batch++) if (!(await sweep()).more) return false
  return true
}
