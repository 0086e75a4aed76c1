import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { webhookDeliveries, webhooks } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { unseal } from '@/lib/crypto/seal'
import { MAX_ATTEMPTS } from '@/lib/outbox/backoff'
import { isTroubled } from './endpoint'

const BATCH = 40

/** A webhook that one worker may post to until then. */
export type Lease = { webhookId: string; leasedUntil: Date }
export type ClaimedDelivery = { id: string; event: string; body: string; attempts: number }
/** What a worker may post now, to where, and under which secrets. */
export type Batch = { lease: Lease; url: string; secrets: string[]; failures: number; deliveries: ClaimedDelivery[] }

const isOpen = and(isNull(webhookDeliveries.deliveredAt), isNull(webhookDeliveries.failedAt))

/** Up to when what is due may leave: nothing but tests to a webhook that is off or left alone for its failures. */
const dueUntil = (now: Date) => sql`case when ${webhooks.active} and coalesce(${webhooks.pausedUntil}, '-infinity') <= ${now.toISOString()}
  then ${now.toISOString()}::timestamptz else to_timestamp(0) end`

/**
 * Takes webhooks that have something due for this worker alone, at most `count`, in no order, so that none waits behind others for ever.
 * Each has its own entry in the index of what is due: a million deliveries that wait for one cost the others nothing.
 */
export function leaseWebhooks(actor: SystemActor, now: Date, count: number, leaseSeconds: number): Promise<Lease[]> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000)
  return withActor(actor, async (tx) => {
    const taken = await tx.execute<{ id: string }>(sql`
      update ${webhooks} set leased_until = ${leasedUntil.toISOString()} where id in (
        select webhooks.id from ${webhooks} where deleted_at is null and (leased_until is null or leased_until <= ${now.toISOString()})
          and exists (select from ${webhookDeliveries} d where d.webhook_id = webhooks.id and d.delivered_at is null and d.failed_at is null
            and d.due_at <= ${dueUntil(now)})
        order by random() limit ${count} for no key update skip locked)
      returning id`)
    return taken.map(({ id }) => ({ webhookId: id, leasedUntil }))
  })
}

/**
 * The next batch of a leased webhook, with the lease prolonged; null when nothing is due, and the webhook is given back, or when it is no
 * longer this worker's to post to. One that keeps failing gets one delivery at a time, to see whether it is back. Whoever tried a delivery last and never said
 * how it went may have died of it, so tries are counted here.
 */
export function claimBatch(actor: SystemActor, lease: Lease, now: Date, leaseSeconds: number): Promise<Batch | null> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000)
  return withActor(actor, async (tx) => {
    const [webhook] = await tx
      .update(webhooks)
      .set({ leasedUntil })
      .where(and(...held(lease), isNull(webhooks.deletedAt)))
      .returning({
        url: webhooks.url,
        failures: webhooks.failures,
        secretSealed: webhooks.secretSealed,
        previous: sql<
          string | null
        >`case when ${webhooks.previousSecretUntil} > ${now.toISOString()} then ${webhooks.previousSecretSealed} end`,
        until: sql<string>`${dueUntil(now)}`,
      })
    if (!webhook) return null
    const { url, failures, secretSealed, previous, until } = webhook
    const due = await selectDue(tx, lease.webhookId, until, isTroubled(failures) ? 1 : BATCH)
    await bury(tx, idsOf(due.filter((delivery) => delivery.attempts >= MAX_ATTEMPTS)), now)
    const fresh = due.filter((delivery) => delivery.attempts < MAX_ATTEMPTS)
    if (due.length === 0) {
      await tx.update(webhooks).set({ leasedUntil: null }).where(eq(webhooks.id, lease.webhookId))
      return null
    }
    await countTries(tx, idsOf(fresh), 1)
    return {
      lease: { webhookId: lease.webhookId, leasedUntil },
      ...{ url, failures, secrets: [secretSealed, ...(previous ? [previous] : [])].map(unseal) },
      deliveries: fresh.map((delivery) => ({ ...delivery, attempts: delivery.attempts + 1 })),
    }
  })
}

const selectDue = (tx: Tx, webhookId: string, until: string, limit: number): Promise<ClaimedDelivery[]> => {
  const { id, event, body, attempts, dueAt } = webhookDeliveries
  return tx
    .select({ id, event, body, attempts })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), isOpen, lte(dueAt, sql`${until}::timestamptz`)))
    .orderBy(asc(dueAt), asc(id))
    .limit(limit)
    .for('update')
}

async function bury(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.update(webhookDeliveries).set({ failedAt: now, failure: 'abandoned' }).where(inArray(webhookDeliveries.id, ids))
}

async function countTries(tx: Tx, ids: string[], by: 1 | -1): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(webhookDeliveries)
    .set({ attempts: sql`${webhookDeliveries.attempts} + ${by}` })
    .where(inArray(webhookDeliveries.id, ids))
}

/** Gives back what was claimed and not tried. */
export async function releaseDeliveries(actor: SystemActor, lease: Lease, list: ClaimedDelivery[]): Promise<void> {
  if (list.length === 0) return
  await withActor(actor, async (tx) => {
    const [own] = await tx
      .select({ id: webhooks.id })
      .from(webhooks)
      .where(and(...held(lease)))
      .for('no key update')
    if (own) await countTries(tx, idsOf(list), -1)
  })
}

/** Gives a webhook back, for whichever worker comes next. */
export async function releaseWebhook(actor: SystemActor, lease: Lease): Promise<void> {
  await withActor(actor, (tx) =>
    tx
      .update(webhooks)
      .set({ leasedUntil: null })
      .where(and(...held(lease))),
  )
}

const held = ({ webhookId, leasedUntil }: Lease) => [eq(webhooks.id, webhookId), eq(webhooks.leasedUntil, leasedUntil)]
const idsOf = (list: { id: string }[]): string[] => list.map(({ id }) => id)
