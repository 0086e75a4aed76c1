import { eq } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { type WebhookEvent, webhookDeliveries, webhooks } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { addWebhook } from '@/lib/webhooks/commands'
import { type Posting, takeWebhooks, visitWebhook } from '@/lib/webhooks/delivery'
import { must, system } from './cast'

/** A webhook as its owner adds it, to wherever a test listens. */
export const addedWebhook = async (actor: UserActor, url: string, events: WebhookEvent[] = ['backup.finished'], name = 'Tickets') =>
  must(await addWebhook(actor, { name, url, events }))

export async function webhookOf(webhookId: string): Promise<typeof webhooks.$inferSelect> {
  const [webhook] = await withSystem('tests', (tx) => tx.select().from(webhooks).where(eq(webhooks.id, webhookId)))
  if (!webhook) throw new Error(`no webhook ${webhookId}`)
  return webhook
}

/** What was queued for a webhook, oldest first. */
export const deliveriesOf = (webhookId: string) =>
  withSystem('tests', (tx) =>
    tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.webhookId, webhookId)).orderBy(webhookDeliveries.id),
  )

/** Deliveries of a webhook as events would queue them; answers their ids. */
export async function queuedDeliveries(webhookId: string, count: number, dueAt: Date): Promise<string[]> {
  const { resellerId } = await webhookOf(webhookId)
  const rows = Array.from({ length: count }, () => ({
    resellerId,
    webhookId,
    event: 'backup.finished',
    key: crypto.randomUUID(),
    body: '{}',
  }))
  const inserted = await withSystem('tests', (tx) =>
    tx
      .insert(webhookDeliveries)
      .values(rows.map((row) => ({ ...row, dueAt, createdAt: dueAt })))
      .returning({ id: webhookDeliveries.id }),
  )
  return inserted.map(({ id }) => id)
}

/** One round of a worker: takes what is due and posts it. Answers how many webhooks it visited. */
export async function postDue(posting: Posting): Promise<number> {
  const leases = await takeWebhooks(system, posting, 50)
  await Promise.all(leases.map((lease) => visitWebhook(system, lease, posting)))
  return leases.length
}
