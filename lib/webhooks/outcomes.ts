import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { type WebhookAttempt, webhookDeliveries, webhooks } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor } from '@/lib/auth/types'
import { MAX_ATTEMPTS, retryAfterSeconds } from '@/lib/outbox/backoff'
import type { ClaimedDelivery } from './claim'
import { isTroubled, offReason, pauseAfterSeconds } from './endpoint'
import { tellSwitchedOff } from './notice'
import type { Outcome } from './sending'

/** So many tries a delivery's log keeps: those of one round and of a replay. */
const LOGGED = 20
/** A test is for the person who waits for it, who sees how it went and may send another. */
export const PING = 'ping'

type Tried = Outcome & { at: Date; milliseconds: number }
type Known = { now: Date; hasFailed: boolean }

/**
 * Writes down how a try went, and what it says of the webhook: left alone for a while, switched off, or well again. Answers whether to
 * go on posting to it.
 */
export function recordOutcome(
  actor: SystemActor,
  webhookId: string,
  delivery: ClaimedDelivery,
  tried: Tried,
  { now, hasFailed }: Known,
): Promise<{ endpointIsWell: boolean }> {
  return withActor(actor, async (tx) => {
    if (tried.failure === null) {
      await recordDelivered(tx, delivery, tried, now)
      if (hasFailed) await forgetFailures(tx, webhookId)
      return { endpointIsWell: true }
    }
    await recordFailed(tx, delivery, tried, now)
    if (delivery.event === PING) return { endpointIsWell: true }
    return { endpointIsWell: await countFailure(tx, actor, webhookId, tried, now) }
  })
}

/** That a message arrived is true whoever holds it by now. */
async function recordDelivered(tx: Tx, { id }: ClaimedDelivery, tried: Tried, now: Date): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ deliveredAt: now, failedAt: null, failure: null, lastStatus: tried.status, log: logged(tried) })
    .where(and(eq(webhookDeliveries.id, id), isNull(webhookDeliveries.deliveredAt)))
}

/** A failure counts for its own try alone: whoever has claimed the delivery since knows better. */
async function recordFailed(tx: Tx, { id, event, attempts }: ClaimedDelivery, tried: Tried, now: Date): Promise<void> {
  const waits = Math.max(retryAfterSeconds(attempts, Math.random()), tried.pauseSeconds)
  const isOver = event === PING || attempts >= MAX_ATTEMPTS
  await tx
    .update(webhookDeliveries)
    .set({
      ...{ failure: tried.failure, lastStatus: tried.status, log: logged(tried) },
      ...(isOver ? { failedAt: now } : { dueAt: new Date(now.getTime() + waits * 1000) }),
    })
    .where(
      and(
        ...[eq(webhookDeliveries.id, id), eq(webhookDeliveries.attempts, attempts)],
        ...[isNull(webhookDeliveries.deliveredAt), isNull(webhookDeliveries.failedAt)],
      ),
    )
}

/** The log with one more try; the oldest ones make room. */
function logged({ at, milliseconds, status, failure, answer }: Tried): SQL {
  const entry: WebhookAttempt = { at: at.toISOString(), milliseconds, status, failure, answer }
  const { log } = webhookDeliveries
  const kept = sql`case when jsonb_array_length(${log}) >= ${LOGGED} then ${log} - 0 else ${log} end`
  return sql`(${kept}) || ${JSON.stringify([entry])}::jsonb`
}

async function forgetFailures(tx: Tx, webhookId: string): Promise<void> {
  await tx
    .update(webhooks)
    .set({ failures: 0, failingSince: null, pausedUntil: null })
    .where(and(eq(webhooks.id, webhookId), gt(webhooks.failures, 0)))
}

async function countFailure(tx: Tx, actor: SystemActor, webhookId: string, tried: Tried, now: Date): Promise<boolean> {
  const [webhook] = await tx
    .update(webhooks)
    .set({ failures: sql`${webhooks.failures} + 1`, failingSince: sql`coalesce(${webhooks.failingSince}, ${now.toISOString()})` })
    .where(and(eq(webhooks.id, webhookId), eq(webhooks.active, true)))
    .returning({ name: webhooks.name, resellerId: webhooks.resellerId, failures: webhooks.failures, failingSince: webhooks.failingSince })
  if (!webhook?.failingSince) return false
  const { name, resellerId, failures, failingSince } = webhook
  const reason = offReason(tried.status, failures, failingSince, now)
  if (reason) {
    const off = { active: false, offAt: now, offReason: reason, pausedUntil: null }
    await tx.update(webhooks).set(off).where(eq(webhooks.id, webhookId))
    await audit(tx, actor, 'webhook.switched_off', { kind: 'webhook', id: webhookId, name, resellerId }, { reason })
    await tellSwitchedOff(tx, { id: webhookId, name, resellerId, reason, failingSince, at: now })
    return false
  }
  const pause = Math.max(pauseAfterSeconds(failures, Math.random()), tried.pauseSeconds)
  if (pause > 0)
    await tx
      .update(webhooks)
      .set({ pausedUntil: new Date(now.getTime() + pause * 1000) })
      .where(eq(webhooks.id, webhookId))
  return pause === 0 && !isTroubled(failures)
}
