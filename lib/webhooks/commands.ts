import { randomUUID } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { type WebhookEvent, webhookDeliveries, webhookSubscriptions, webhooks } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { seal, unseal } from '@/lib/crypto/seal'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { lockReseller } from '@/lib/resellers/lock'
import { PING } from './outcomes'
import { canManageWebhooks } from './policy'
import type { UpdateWebhook, WebhookTerms } from './schema'
import { createWebhookSecret, secretSuffix } from './secret'

const MOST_WEBHOOKS = 10
/** How long the secret before signs beside the new one. */
const CHANGE_OVER_HOURS = 24
const HOUR = 3_600_000
const WELL = { failures: 0, failingSince: null, pausedUntil: null }

/** Adds a webhook and answers its secret. For administrators who see the whole account. Throws ForbiddenError. */
export function addWebhook(
  actor: UserActor,
  { events, ...terms }: WebhookTerms,
): Promise<Result<{ webhookId: string; secret: string }, 'too_many'>> {
  return withActor(actor, async (tx) => {
    allow(canManageWebhooks(actor))
    const { resellerId } = actor
    // Two people who add at once do not both take the last place.
    await lockReseller(tx, resellerId)
    if ((await tx.$count(webhooks, isNull(webhooks.deletedAt))) >= MOST_WEBHOOKS) return fail('too_many')
    const secret = createWebhookSecret()
    const [webhook] = await tx
      .insert(webhooks)
      .values({ ...terms, ...sealed(secret), resellerId, createdBy: actor.userName })
      .returning({ id: webhooks.id, name: webhooks.name, resellerId: webhooks.resellerId, active: webhooks.active })
    const added = found(webhook, 'webhook')
    await subscribe(tx, added, events)
    await audit(tx, actor, 'webhook.added', subject(added), { url: terms.url, events })
    return ok({ webhookId: added.id, secret })
  })
}

/** Changes what a webhook is called, where it posts and what; another address begins with a clean record. Throws NotFoundError. */
export function updateWebhook(actor: UserActor, { webhookId, events, ...terms }: UpdateWebhook): Promise<void> {
  return change(actor, webhookId, async (tx, webhook) => {
    const moved = webhook.url !== terms.url
    await tx
      .update(webhooks)
      .set({ ...terms, ...(moved && WELL) })
      .where(eq(webhooks.id, webhook.id))
    await tx.delete(webhookSubscriptions).where(eq(webhookSubscriptions.webhookId, webhook.id))
    await subscribe(tx, webhook, events)
    await audit(tx, actor, 'webhook.changed', subject({ ...webhook, name: terms.name }), {
      ...(moved && { url: { before: webhook.url, after: terms.url } }),
      events,
    })
  })
}

/** Switches a webhook off, so that nothing new is queued for it, or on again, with what waits and a clean record. */
export function switchWebhook(actor: UserActor, { webhookId, on }: { webhookId: string; on: boolean }, now: Date): Promise<void> {
  return change(actor, webhookId, async (tx, webhook) => {
    if (webhook.active === on) return
    const state = on ? { active: true, offAt: null, offReason: null, ...WELL } : { active: false, offAt: now, offReason: 'person' as const }
    await tx.update(webhooks).set(state).where(eq(webhooks.id, webhook.id))
    const detail = on ? {} : { reason: 'person' }
    await audit(tx, actor, on ? 'webhook.switched_on' : 'webhook.switched_off', subject(webhook), detail)
  })
}

/** Makes a new secret and answers it; the one before signs too for a day, so that the receiver has time. Throws NotFoundError. */
export function rotateSecret(actor: UserActor, webhookId: string, now: Date): Promise<string> {
  return change(actor, webhookId, async (tx, webhook) => {
    const secret = createWebhookSecret()
    const previousSecretUntil = new Date(now.getTime() + CHANGE_OVER_HOURS * HOUR)
    await tx
      .update(webhooks)
      .set({ ...sealed(secret), previousSecretSealed: webhook.secretSealed, previousSecretUntil })
      .where(eq(webhooks.id, webhook.id))
    await audit(tx, actor, 'webhook.secret_rotated', subject(webhook))
    return secret
  })
}

/** The secret in clear; every reading of it is audited. Throws NotFoundError. */
export function revealSecret(actor: UserActor, webhookId: string): Promise<string> {
  return change(actor, webhookId, async (tx, webhook) => {
    await audit(tx, actor, 'webhook.secret_revealed', subject(webhook))
    return unseal(webhook.secretSealed)
  })
}

/** Queues a test, which leaves at once, also while the webhook is off; answers its delivery. Throws NotFoundError. */
export function testWebhook(actor: UserActor, webhookId: string, now: Date): Promise<string> {
  return change(actor, webhookId, async (tx, webhook) => {
    const { id, name } = webhook
    const body = JSON.stringify({ type: PING, timestamp: now.toISOString(), data: { webhook: { id, name } } })
    const deliveryId = await insertTest(tx, webhook, body, now)
    await audit(tx, actor, 'webhook.tested', subject(webhook))
    return deliveryId
  })
}

/** Deletes a webhook: nothing more leaves, not even what waits, and its log is gone from view. Throws NotFoundError. */
export function deleteWebhook(actor: UserActor, webhookId: string, now: Date): Promise<void> {
  return change(actor, webhookId, async (tx, webhook) => {
    const gone = { previousSecretSealed: null, previousSecretUntil: null, secretSealed: '', secretSuffix: '' }
    const off = { active: false, offAt: webhook.offAt ?? now, offReason: webhook.offReason ?? ('person' as const) }
    await tx
      .update(webhooks)
      .set({ ...off, ...gone, deletedAt: now })
      .where(eq(webhooks.id, webhook.id))
    await tx.delete(webhookSubscriptions).where(eq(webhookSubscriptions.webhookId, webhook.id))
    await audit(tx, actor, 'webhook.deleted', subject(webhook), { url: webhook.url })
  })
}

type Webhook = typeof webhooks.$inferSelect

/** One webhook of the account, locked. Members see none, so that theirs is a 404 too. Throws NotFoundError, ForbiddenError. */
export function change<T>(actor: UserActor, webhookId: string, work: (tx: Tx, webhook: Webhook) => Promise<T>): Promise<T> {
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select()
      .from(webhooks)
      .where(and(eq(webhooks.id, parseId(webhookId, 'webhook')), isNull(webhooks.deletedAt)))
      .for('no key update')
    const webhook = found(row, 'webhook')
    allow(canManageWebhooks(actor))
    return work(tx, webhook)
  })
}

type Subject = { id: string; name: string; resellerId: string }
export const subject = ({ id, name, resellerId }: Subject) => ({ kind: 'webhook' as const, id, name, resellerId })

const sealed = (secret: string) => ({ secretSealed: seal(secret), secretSuffix: secretSuffix(secret) })

async function subscribe(tx: Tx, webhook: Subject & { active: boolean }, events: WebhookEvent[]): Promise<void> {
  const { id: webhookId, resellerId, active } = webhook
  await tx.insert(webhookSubscriptions).values(events.map((event) => ({ resellerId, webhookId, active, event })))
}

/** Written out, since users may set these columns alone. */
async function insertTest(tx: Tx, { id, resellerId }: Subject, body: string, now: Date): Promise<string> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into ${webhookDeliveries} (reseller_id, webhook_id, event, key, body, created_at, due_at)
    values (${resellerId}, ${id}, ${PING}, ${`${PING}:${randomUUID()}`}, ${body}, ${now.toISOString()}, to_timestamp(0)) returning id`)
  return found(row, 'delivery').id
}
