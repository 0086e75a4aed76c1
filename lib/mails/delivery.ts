import { and, eq, isNull } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { mails } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { MAX_ATTEMPTS } from '@/lib/outbox/backoff'
import { workOff } from '@/lib/outbox/lanes'
import { type Claimed, claimMails, laterAgain, releaseMails } from './claim'
import { LEFT } from './left'
import type { Outcome, Transport } from './outgoing'

const LANES = 4
/** How long a claim holds beyond one slow mail; what was not begun by then is given back. A mail whose worker was killed waits for its end. */
const BATCH_SECONDS = 60

export type Delivery = {
  transport: Transport
  now: () => Date
  /** Ends the sending early: what was claimed is given back, and what is under way is sent again under the same identity. */
  signal: AbortSignal
  leaseSeconds?: number
  sendSeconds?: number
}

/**
 * Sends a batch of the mails that are due; any number of workers may do so side by side. Each mail leaves at least once: when a worker dies
 * between sending and writing that down, it leaves again under the identity by which the provider knows it. Answers how many were due and
 * for how long the provider wants no more.
 */
export async function deliverDueMails(actor: SystemActor, delivery: Delivery): Promise<{ claimed: number; pauseSeconds: number }> {
  const { transport, now, sendSeconds = transport.sendSeconds, leaseSeconds = sendSeconds + BATCH_SECONDS } = delivery
  const batch = await claimMails(actor, now(), leaseSeconds)
  let pauseSeconds = 0
  const [first] = batch
  const isHeld = () => first !== undefined && first.leasedUntil.getTime() - now().getTime() > sendSeconds * 1000
  await workOff(batch, {
    lanes: LANES,
    goesOn: () => pauseSeconds === 0 && !delivery.signal.aborted && isHeld(),
    async work(mail) {
      const outcome = await transport.send(mail, AbortSignal.any([delivery.signal, AbortSignal.timeout(sendSeconds * 1000)]))
      pauseSeconds = Math.max(pauseSeconds, outcome.pauseSeconds ?? 0)
      if (outcome.kind === 'sent')
        await recordSent(actor, mail, { at: now(), provider: transport.provider, providerId: outcome.providerId })
      else await recordFailure(actor, mail, outcome, now())
    },
    release: (left) => releaseMails(actor, left),
  })
  return { claimed: batch.length, pauseSeconds }
}

type Sent = { at: Date; provider: Transport['provider']; providerId: string | null }

/** That a mail left is true whoever holds it by now. A secret is forgotten with it. */
async function recordSent(actor: SystemActor, mail: Claimed, { at, provider, providerId }: Sent): Promise<void> {
  await withActor(actor, (tx) =>
    tx
      .update(mails)
      .set({ ...LEFT, sentAt: at, provider, providerId })
      .where(and(eq(mails.id, mail.id), eq(mails.round, mail.round), isNull(mails.sentAt))),
  )
}

/** A failure counts for its own try alone: whoever has claimed the mail since knows better. */
async function recordFailure(actor: SystemActor, mail: Claimed, outcome: Outcome & { kind: 'failed' }, now: Date): Promise<void> {
  const own = and(
    ...[eq(mails.id, mail.id), eq(mails.round, mail.round), eq(mails.attempts, mail.attempts)],
    ...[isNull(mails.sentAt), isNull(mails.failedAt)],
  )
  await withActor(actor, (tx) =>
    tx
      .update(mails)
      .set(afterFailure(mail, outcome, now))
      .where(own),
  )
}

function afterFailure(mail: Claimed, { failure, detail, final, pauseSeconds }: Outcome & { kind: 'failed' }, now: Date) {
  const lastError = detail.slice(0, 500)
  // A refused sender is looked up anew: whoever runs the platform may have mended it.
  const anew = failure === 'rejected' && { sender: null, replyTo: null }
  if (final) return { failedAt: now, failure, lastError, leasedUntil: null }
  if (pauseSeconds) {
    const dueAt = new Date(now.getTime() + pauseSeconds * 1000)
    return { dueAt, failure, lastError, leasedUntil: null, attempts: mail.attempts - 1 }
  }
  if (mail.attempts >= MAX_ATTEMPTS) return { failedAt: now, failure, lastError, leasedUntil: null, ...anew }
  return { ...laterAgain(mail.attempts, now, failure, lastError), ...anew }
}
