import type { SystemActor } from '@/lib/auth/types'
import { workOff } from '@/lib/outbox/lanes'
import { type Batch, claimBatch, type Lease, leaseWebhooks, releaseDeliveries, releaseWebhook } from './claim'
import { recordOutcome } from './outcomes'
import { postWebhook } from './sending'

/** How much one webhook gets at once. */
const LANES = 8
const SEND_SECONDS = 15
/** How long a lease holds: enough for a batch of which every answer is slow. So long deliveries wait whose worker was killed. */
const LEASE_SECONDS = 120
/** For how long a worker stays with one webhook before others come. */
const VISIT_SECONDS = 30

export type Posting = {
  now: () => Date
  /** Ends the posting early: what was not begun is given back, and what is under way is posted again under the same id. */
  signal: AbortSignal
  leaseSeconds?: number
  sendSeconds?: number
}

/**
 * Takes up to `count` webhooks that have something due, each to be visited. Any number of workers may do so side by side. Each delivery
 * arrives at least once, in every try under the same id.
 */
export const takeWebhooks = (actor: SystemActor, { now, leaseSeconds = LEASE_SECONDS }: Posting, count: number): Promise<Lease[]> =>
  leaseWebhooks(actor, now(), count, leaseSeconds)

/** Posts what is due to one leased webhook, batch after batch, and gives it back; after an error its lease goes by first. */
export async function visitWebhook(actor: SystemActor, first: Lease, posting: Posting): Promise<void> {
  const { now, signal, leaseSeconds = LEASE_SECONDS } = posting
  const end = now().getTime() + VISIT_SECONDS * 1000
  let lease = first
  while (!signal.aborted && now().getTime() < end) {
    const batch = await claimBatch(actor, lease, now(), leaseSeconds)
    if (!batch) break
    lease = batch.lease
    await postBatch(actor, batch, posting)
  }
  await releaseWebhook(actor, lease)
}

async function postBatch(actor: SystemActor, batch: Batch, { now, signal, sendSeconds = SEND_SECONDS }: Posting): Promise<void> {
  const { lease, url, secrets } = batch
  const isHeld = () => lease.leasedUntil.getTime() - now().getTime() > sendSeconds * 1000
  let goesOn = true
  let hasFailed = batch.failures > 0
  await workOff(batch.deliveries, {
    lanes: LANES,
    goesOn: () => goesOn && !signal.aborted && isHeld(),
    async work(delivery) {
      const at = now()
      const began = performance.now()
      const outcome = await postWebhook(url, secrets, delivery, at, AbortSignal.any([signal, AbortSignal.timeout(sendSeconds * 1000)]))
      if (signal.aborted && outcome.failure === 'timeout') return releaseDeliveries(actor, lease, [delivery])
      const tried = { ...outcome, at, milliseconds: Math.round(performance.now() - began) }
      const { endpointIsWell } = await recordOutcome(actor, lease.webhookId, delivery, tried, { now: now(), hasFailed })
      hasFailed = tried.failure !== null
      if (!endpointIsWell) goesOn = false
    },
    release: (left) => releaseDeliveries(actor, lease, left),
  })
}
