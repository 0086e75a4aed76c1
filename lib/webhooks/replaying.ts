import { and, desc, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { webhookDeliveries, webhooks } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { change, subject } from './commands'
import { PING } from './outcomes'
import { canManageWebhooks } from './policy'

/** So many failures one click queues again; a second click takes the next. */
const MOST_REPLAYED = 10_000
const AFRESH = { attempts: 0, deliveredAt: null, failedAt: null, failure: null }

/**
 * Posts a delivery again that has arrived or failed: the same message under the same id, so that a receiver which has it already may
 * know. Throws NotFoundError, ForbiddenError.
 */
export function replayDelivery(actor: UserActor, deliveryId: string, now: Date): Promise<Result<void, 'not_ended' | 'off'>> {
  return withActor(actor, async (tx) => {
    const { id, event, webhookId, deliveredAt, failedAt } = webhookDeliveries
    const [row] = await tx
      .select({
        id,
        event,
        webhookId,
        deliveredAt,
        failedAt,
        name: webhooks.name,
        resellerId: webhooks.resellerId,
        active: webhooks.active,
      })
      .from(webhookDeliveries)
      .innerJoin(webhooks, and(eq(webhooks.id, webhookId), isNull(webhooks.deletedAt)))
      .where(eq(id, parseId(deliveryId, 'delivery')))
      .for('no key update')
    const delivery = found(row, 'delivery')
    allow(canManageWebhooks(actor))
    if (!delivery.deliveredAt && !delivery.failedAt) return fail('not_ended')
    const isTest = delivery.event === PING
    if (!delivery.active && !isTest) return fail('off')
    await tx
      .update(webhookDeliveries)
      .set({ ...AFRESH, dueAt: isTest ? new Date(0) : now })
      .where(eq(id, delivery.id))
    await hurry(tx, delivery.webhookId)
    const { name, resellerId } = delivery
    await audit(tx, actor, 'webhook.replayed', subject({ id: delivery.webhookId, name, resellerId }), { deliveries: 1 })
    return ok(undefined)
  })
}

/** Posts again what has failed for good, the newest first, without tests. Answers how many. Throws NotFoundError. */
export function replayFailed(actor: UserActor, webhookId: string, now: Date): Promise<Result<number, 'off'>> {
  return change(actor, webhookId, async (tx, webhook) => {
    if (!webhook.active) return fail('off')
    const { id, event, failedAt } = webhookDeliveries
    const failed = tx
      .select({ id })
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.webhookId, webhook.id), isNotNull(failedAt), ne(event, PING)))
      .orderBy(desc(id))
      .limit(MOST_REPLAYED)
    const replayed = await tx
      .update(webhookDeliveries)
      .set({ ...AFRESH, dueAt: now })
      .where(inArray(id, failed))
      .returning({ id })
    await hurry(tx, webhook.id)
    await audit(tx, actor, 'webhook.replayed', subject(webhook), { deliveries: replayed.length })
    return ok(replayed.length)
  })
}

/** Whoever replays says that the receiver is back: it is not left alone any longer. */
async function hurry(tx: Tx, webhookId: string): Promise<void> {
  await tx.update(webhooks).set({ pausedUntil: null }).where(eq(webhooks.id, webhookId))
}
