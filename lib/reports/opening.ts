import { eq, lte, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machines, monthlyReports, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { nextReportDue } from './due'
import { monthIn, monthLater } from './month'

const MANY = 20

type Reseller = Pick<typeof resellers.$inferSelect, 'id' | 'timeZone' | 'monthlyReport' | 'suspendedAt'>

/**
 * Opens the reports of the month that is over, of the resellers for whom it is time: a row a contract, in one statement and once, whoever
 * does it. After a long absence that is the last month alone. Answers whether more resellers wait.
 */
export function openDueReports(actor: SystemActor, now: Date): Promise<{ more: boolean }> {
  return withActor(actor, async (tx) => {
    const { id, timeZone, monthlyReport, suspendedAt } = resellers
    const due = await tx
      .select({ id, timeZone, monthlyReport, suspendedAt })
      .from(resellers)
      .where(lte(resellers.reportDueAt, now))
      .orderBy(resellers.reportDueAt)
      .limit(MANY)
      .for('no key update', { skipLocked: true })
    for (const reseller of due) await open(tx, reseller, now)
    return { more: due.length === MANY }
  })
}

async function open(tx: Tx, { id, timeZone, monthlyReport, suspendedAt }: Reseller, now: Date): Promise<void> {
  const running = monthIn(timeZone, now)
  const month = monthLater(running, -1)
  const isTold = !suspendedAt && (monthlyReport === 'reseller' || monthlyReport === 'both')
  if (!suspendedAt) {
    // Who has signed since, has no machine yet or is suspended has no month to be told of.
    await tx.execute(sql`
      insert into ${monthlyReports} (reseller_id, space_id, contract_id, month, due_at)
      select c.reseller_id, c.space_id, c.id, ${month}, ${now.toISOString()}::timestamptz from ${contracts} c
      where c.reseller_id = ${id} and c.suspended_at is null and c.created_at < (${`${running}-01`}::date::timestamp at time zone ${timeZone})
        and exists (select from ${machines} m where m.reseller_id = c.reseller_id and m.contract_id = c.id)
      on conflict do nothing`)
  }
  await tx
    .update(resellers)
    .set({ reportDueAt: nextReportDue(timeZone, now), ...(isTold && { reportOverviewMonth: month }) })
    .where(eq(resellers.id, id))
}
