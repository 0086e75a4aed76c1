import { sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { webhookDeliveries, webhooks } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'

const KEPT_DAYS = 30
const DAY = 86_400_000
/** So many rows go at once: a long transaction would hold up the clean-up of the whole database. */
const STEP = 5_000

/**
 * Deletes deliveries of more than thirty days ago, and webhooks that were deleted with all that is left of them, step by step. Answers
 * how many deliveries went. Running twice is harmless.
 */
export async function forgetOldDeliveries(actor: SystemActor, now: Date, signal: AbortSignal): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY).toISOString()
  let gone = 0
  for (let step = STEP; step === STEP && !signal.aborted; gone += step) {
    step = await withActor(actor, async (tx) => {
      const rows = await tx.execute(sql`
        delete from ${webhookDeliveries} where id in (
          (select id from ${webhookDeliveries} where created_at < ${before} limit ${STEP})
          union all
          (select d.id from ${webhooks} w join ${webhookDeliveries} d on d.webhook_id = w.id where w.deleted_at is not null limit ${STEP})
          limit ${STEP})
        returning 1`)
      return rows.length
    })
  }
  await withActor(actor, (tx) =>
    tx.execute(sql`
      delete from ${webhooks} where deleted_at is not null
        and not exists (select from ${webhookDeliveries} d where d.webhook_id = webhooks.id)`),
  )
  return gone
}
