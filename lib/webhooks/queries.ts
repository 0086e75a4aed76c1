import { and, asc, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { type WebhookEvent, webhookDeliveries, webhookEvents, webhookSubscriptions, webhooks } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { UserActor } from '@/lib/auth/types'
import { allow, found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { canManageWebhooks } from './policy'
import type { ListDeliveries } from './schema'
import { maskSecret } from './secret'
import { deliveryState, webhookState } from './state'
import type { DeliveryDetail, DeliveryPage, DeliveryRow, WebhookDetail, WebhookRow } from './types'

const PAGE = 50
/** What waits or failed is counted up to here. */
export const MOST_COUNTED = 10_000

const columns = {
  id: webhooks.id,
  name: webhooks.name,
  url: webhooks.url,
  active: webhooks.active,
  offReason: webhooks.offReason,
  offAt: webhooks.offAt,
  failures: webhooks.failures,
  failingSince: webhooks.failingSince,
  events: sql<WebhookEvent[]>`array(select s.event from ${webhookSubscriptions} s where s.webhook_id = webhooks.id)`,
}

/** The webhooks of the account, each with its latest delivery. For administrators. Throws ForbiddenError. */
export function listWebhooks(actor: UserActor): Promise<WebhookRow[]> {
  return withActor(actor, async (tx) => {
    allow(canManageWebhooks(actor))
    const { id, webhookId, createdAt, deliveredAt, failedAt, failure } = webhookDeliveries
    const last = tx
      .select({ createdAt, deliveredAt, failedAt, failure })
      .from(webhookDeliveries)
      .where(eq(webhookId, webhooks.id))
      .orderBy(desc(id))
      .limit(1)
      .as('last')
    const rows = await tx
      .select({
        ...columns,
        last: { createdAt: last.createdAt, deliveredAt: last.deliveredAt, failedAt: last.failedAt, failure: last.failure },
      })
      .from(webhooks)
      .leftJoinLateral(last, sql`true`)
      .where(isNull(webhooks.deletedAt))
      .orderBy(alphabetical(webhooks.name), asc(webhooks.id))
    return rows.map(({ last, ...row }) => ({
      ...rowOf(row),
      last: last?.createdAt ? { at: last.createdAt, state: deliveryState(last) } : null,
    }))
  })
}

/** One webhook with how much waits and failed. Throws NotFoundError, also for members, and ForbiddenError. */
export function getWebhook(actor: UserActor, webhookId: string): Promise<WebhookDetail> {
  return withActor(actor, async (tx) => {
    const { secretSuffix, previousSecretUntil, pausedUntil, createdAt, createdBy } = webhooks
    const [row] = await tx
      .select({
        ...columns,
        ...{ secretSuffix, previousSecretUntil, pausedUntil, createdAt, createdBy },
        waiting: counted(sql`d.delivered_at is null and d.failed_at is null`),
        failed: counted(sql`d.failed_at is not null`),
      })
      .from(webhooks)
      .where(and(eq(webhooks.id, parseId(webhookId, 'webhook')), isNull(webhooks.deletedAt)))
    const { secretSuffix: suffix, ...webhook } = found(row, 'webhook')
    allow(canManageWebhooks(actor))
    return { ...webhook, ...rowOf(webhook), maskedSecret: maskSecret(suffix) }
  })
}

const counted = (which: ReturnType<typeof sql>) => sql<number>`(select count(*)::int from (
  select from ${webhookDeliveries} d where d.webhook_id = webhooks.id and ${which} limit ${MOST_COUNTED}) counted)`

type Facts = Omit<WebhookRow, 'state' | 'last'> & { active: boolean; failures: number }

const rowOf = ({ id, name, url, events, offReason, offAt, failingSince, ...facts }: Facts): Omit<WebhookRow, 'last'> => ({
  ...{ id, name, url, offReason, offAt, failingSince, state: webhookState(facts) },
  events: webhookEvents.filter((event) => events.includes(event)),
})

const deliveryColumns = {
  id: webhookDeliveries.id,
  event: webhookDeliveries.event,
  createdAt: webhookDeliveries.createdAt,
  dueAt: webhookDeliveries.dueAt,
  attempts: webhookDeliveries.attempts,
  deliveredAt: webhookDeliveries.deliveredAt,
  failedAt: webhookDeliveries.failedAt,
  failure: webhookDeliveries.failure,
  lastStatus: webhookDeliveries.lastStatus,
}

/** What was sent by a webhook, the newest first, a page at a time. Throws ForbiddenError; of another's webhook there is nothing. */
export function listDeliveries(actor: UserActor, webhookId: string, { failed, before }: ListDeliveries): Promise<DeliveryPage> {
  return withActor(actor, async (tx) => {
    allow(canManageWebhooks(actor))
    const rows = await tx
      .select(deliveryColumns)
      .from(webhookDeliveries)
      .innerJoin(webhooks, and(eq(webhooks.id, webhookDeliveries.webhookId), isNull(webhooks.deletedAt)))
      .where(
        and(
          eq(webhookDeliveries.webhookId, parseId(webhookId, 'webhook')),
          failed ? isNotNull(webhookDeliveries.failedAt) : undefined,
          before ? lt(webhookDeliveries.id, before) : undefined,
        ),
      )
      .orderBy(desc(webhookDeliveries.id))
      .limit(PAGE + 1)
    const deliveries = rows.slice(0, PAGE).map(deliveryRow)
    return { deliveries, next: rows.length > PAGE ? (deliveries.at(-1)?.id ?? null) : null }
  })
}

/** One delivery: what was sent, and how each try went. Throws NotFoundError, also for members, and ForbiddenError. */
export function getDelivery(actor: UserActor, deliveryId: string): Promise<DeliveryDetail> {
  return withActor(actor, async (tx) => {
    const { body, log, id } = webhookDeliveries
    const [row] = await tx
      .select({ ...deliveryColumns, body, log, webhook: { id: webhooks.id, name: webhooks.name, isOn: webhooks.active } })
      .from(webhookDeliveries)
      .innerJoin(webhooks, and(eq(webhooks.id, webhookDeliveries.webhookId), isNull(webhooks.deletedAt)))
      .where(eq(id, parseId(deliveryId, 'delivery')))
    const delivery = found(row, 'delivery')
    allow(canManageWebhooks(actor))
    return { ...deliveryRow(delivery), webhook: delivery.webhook, body: delivery.body, log: delivery.log }
  })
}

type DeliveryFacts = Omit<DeliveryRow, 'state'> & { deliveredAt: Date | null; failedAt: Date | null }

const deliveryRow = ({ deliveredAt, failedAt, ...row }: DeliveryFacts): DeliveryRow => {
  const { id, event, createdAt, dueAt, attempts, failure, lastStatus } = row
  const state = deliveryState({ deliveredAt, failedAt, failure })
  return { id, event, createdAt, dueAt, attempts, failure, lastStatus, state }
}
