import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns'
import { ofAccount, ofResellerWrittenByAccount, ofWholeReseller } from './policies'
import { resellers } from './resellers'

/** What a webhook can be told of. Kept as names, so that an older portal beside a newer one reads them too. */
export const webhookEvents = [
  'backup.finished',
  'alert.opened',
  'alert.closed',
  'machine.added',
  'contract.suspended',
  'contract.reactivated',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** Why a webhook is off: a person switched it off, it failed for days, or it answered that it is gone for good. */
export const webhookOffReasons = ['person', 'failing', 'gone'] as const

/**
 * Why a try failed: the address leads into a private network, its name is not known, nobody listens there, no answer in time, an answer
 * that leads elsewhere, an answer that is no success, or whoever was sending it ended again and again.
 */
const FAILURES = ['refused_address', 'unresolved', 'unreachable', 'timeout', 'redirected', 'rejected', 'abandoned'] as const
export type WebhookFailure = (typeof FAILURES)[number]

/** One try as it went. `answer` is the beginning of what came back, or the code of the error. */
export type WebhookAttempt = { at: string; milliseconds: number; status: number | null; failure: WebhookFailure | null; answer: string }

/** Where a reseller wants its events posted. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: id(),
    resellerId: uuid('reseller_id')
      .notNull()
      .references(() => resellers.id),
    name: text('name').notNull(),
    url: text('url').notNull(),
    secretSealed: text('secret_sealed').notNull(),
    secretSuffix: text('secret_suffix').notNull(),
    // The one before: signs too until then, so that a receiver has time to change over.
    previousSecretSealed: text('previous_secret_sealed'),
    previousSecretUntil: instant('previous_secret_until'),
    active: boolean('active').notNull().default(true),
    offAt: instant('off_at'),
    offReason: text('off_reason', { enum: webhookOffReasons }),
    // Failures since the last success, since when, and until when it is left alone for them.
    failures: integer('failures').notNull().default(0),
    failingSince: instant('failing_since'),
    pausedUntil: instant('paused_until'),
    // One worker at a time posts to it: so its lanes bound what it gets at once, however many workers there are.
    leasedUntil: instant('leased_until'),
    createdAt: createdAt(),
    createdBy: text('created_by').notNull(),
    // Nothing leaves any more; the worker forgets it and its deliveries in small steps.
    deletedAt: instant('deleted_at'),
  },
  (webhook) => [
    unique('webhooks_scope').on(webhook.resellerId, webhook.id),
    unique('webhooks_active').on(webhook.resellerId, webhook.id, webhook.active),
    check(
      'webhooks_off',
      sql`${webhook.active} = (${webhook.offAt} is null) and (${webhook.offAt} is null) = (${webhook.offReason} is null)`,
    ),
    check('webhooks_deleted', sql`${webhook.deletedAt} is null or not ${webhook.active}`),
    check('webhooks_failing', sql`(${webhook.failures} = 0) = (${webhook.failingSince} is null)`),
    check('webhooks_previous_secret', sql`(${webhook.previousSecretSealed} is null) = (${webhook.previousSecretUntil} is null)`),
    ...ofAccount(),
  ],
)

/**
 * Which webhooks are told of what. Whoever causes an event reads this, so it stands apart from addresses and secrets; `active` is the
 * webhook's own, carried over by the foreign key.
 */
export const webhookSubscriptions = pgTable(
  'webhook_subscriptions',
  {
    resellerId: uuid('reseller_id').notNull(),
    webhookId: uuid('webhook_id').notNull(),
    active: boolean('active').notNull(),
    event: text('event', { enum: webhookEvents }).notNull(),
  },
  (subscription) => [
    primaryKey({ columns: [subscription.webhookId, subscription.event] }),
    index('webhook_subscriptions_event').on(subscription.resellerId, subscription.event).where(sql`${subscription.active}`),
    foreignKey({
      columns: [subscription.resellerId, subscription.webhookId, subscription.active],
      foreignColumns: [webhooks.resellerId, webhooks.id, webhooks.active],
      name: 'webhook_subscriptions_webhook',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    ...ofResellerWrittenByAccount(),
  ],
)

/**
 * The outbox of webhooks: written in the transaction of what it tells, and posted from here. The id is the message's id in every try;
 * the key makes an event one message, however often it is queued.
 */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    webhookId: uuid('webhook_id').notNull(),
    // One of webhookEvents, or ping.
    event: text('event').notNull(),
    key: text('key').notNull(),
    body: text('body').notNull(),
    createdAt: createdAt(),
    // The epoch: whatever else stands in the webhook's way (a test).
    dueAt: instant('due_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    deliveredAt: instant('delivered_at'),
    failedAt: instant('failed_at'),
    failure: text('failure', { enum: FAILURES }),
    lastStatus: integer('last_status'),
    log: jsonb('log').$type<WebhookAttempt[]>().notNull().default([]),
  },
  (delivery) => [
    uniqueIndex('webhook_deliveries_key').on(delivery.webhookId, delivery.key),
    index('webhook_deliveries_due')
      .on(delivery.webhookId, delivery.dueAt)
      .where(sql`${delivery.deliveredAt} is null and ${delivery.failedAt} is null`),
    index('webhook_deliveries_newest').on(delivery.webhookId, delivery.id),
    index('webhook_deliveries_failed').on(delivery.webhookId, delivery.id).where(sql`${delivery.failedAt} is not null`),
    index('webhook_deliveries_age').using('brin', delivery.createdAt),
    foreignKey({
      columns: [delivery.resellerId, delivery.webhookId],
      foreignColumns: [webhooks.resellerId, webhooks.id],
      name: 'webhook_deliveries_webhook',
    }).onDelete('cascade'),
    check('webhook_deliveries_one_end', sql`${delivery.deliveredAt} is null or ${delivery.failedAt} is null`),
    check('webhook_deliveries_failure', sql`${delivery.failedAt} is null or ${delivery.failure} is not null`),
    ...ofWholeReseller(),
  ],
)
