import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { alerts, machines, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'

const BATCH = 2_000

/**
 * Makes the machines of a reseller due whose terms have changed (its days, its reminders, that it is suspended), a batch at a time: neither
 * the command that changed them nor a report has to wait for a hundred thousand rows. Answers whether more are to come.
 */
export function makeFleetsDue(actor: SystemActor): Promise<{ more: boolean }> {
  return withActor(actor, async (tx) => {
    const [reseller] = await tx
      .select({ id: resellers.id, upTo: resellers.dueUpTo })
      .from(resellers)
      .where(isNotNull(resellers.dueUpTo))
      .limit(1)
      .for('no key update', { skipLocked: true })
    if (!reseller) return { more: false }
    // Locked in the order in which reports lock them.
    const marked = await tx.execute<{ id: string }>(sql`
      with next as (
        select id from ${machines} where reseller_id = ${reseller.id} and id > ${reseller.upTo} order by id limit ${BATCH} for no key update
      )
      update ${machines} m set alert_after = to_timestamp(0) from next where m.id = next.id returning m.id`)
    const isDone = marked.length < BATCH
    const last = marked.reduce((most, { id }) => (id > most ? id : most), '')
    await tx
      .update(resellers)
      .set({ dueUpTo: isDone ? null : last })
      .where(eq(resellers.id, reseller.id))
    if (isDone)
      await tx
        .update(alerts)
        .set({ dueAt: new Date(0) })
        .where(and(eq(alerts.resellerId, reseller.id), isNull(alerts.closedAt)))
    return { more: true }
  })
}
