import { and, eq, lt, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, mails, monthlyReports, resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor, UserActor } from '@/lib/auth/types'
import { allow, fail, ok, type Result } from '@/lib/errors'
import { drawDocument } from './document'
import { nextReportDue } from './due'
import { queueReport, recipientsOf } from './mailing'
import { monthIn, monthLater } from './month'
import { canSendReports, canSetMonthlyReport } from './policy'
import { getReportWithLogo } from './queries'
import type { SendReport, SetMonthlyReport } from './schema'
import { inTurn } from './turns'

/** So often in an hour the reports of one contract leave by hand: what its client gets is a letter, not a flood. */
const SENDINGS_PER_HOUR = 10

/**
 * Sends a contract's report of a month now, as a PDF by mail: to the client, the alert address, or both. Answers to which addresses. The same
 * `sendId` is one sending. Throws NotFoundError, ForbiddenError.
 */
export async function sendReport(
  actor: UserActor,
  { contractId, month, to, sendId }: SendReport,
  now: Date,
): Promise<Result<{ recipients: string[] }, 'no_such_month' | 'too_often' | 'busy'>> {
  const { report, logo } = await getReportWithLogo(actor, contractId, month, now)
  allow(canSendReports(actor))
  if (report.month !== month) return fail('no_such_month')
  const recipients = recipientsOf(report, to)
  const key = `report:${contractId}:${month}:${sendId}`
  // Before the document is drawn, which is what takes time, and again when it leaves.
  if (await withActor(actor, (tx) => wasSentOften(tx, report.contract, key))) return fail('too_often')
  const drawn = await inTurn(actor.resellerId, undefined, () => drawDocument(report, logo))
  if (!drawn.ok) return fail('busy')
  return withActor(actor, async (tx) => {
    if (await wasSentOften(tx, report.contract, key)) return fail('too_often')
    await queueReport(tx, report, drawn.value, recipients, key)
    const { id, title: name, resellerId } = report.contract
    await audit(tx, actor, 'contract.report_sent', { kind: 'contract', id, name, resellerId }, { month, recipients: to })
    return ok({ recipients: recipients.map((recipient) => recipient.to) })
  })
}

/** Counts the others while it holds the contract, so that no two sendings take the last place, and a repeated one its own. */
async function wasSentOften(tx: Tx, { id, resellerId }: { id: string; resellerId: string }, key: string): Promise<boolean> {
  await tx.select({ id: contracts.id }).from(contracts).where(eq(contracts.id, id)).for('no key update')
  const sendings = sql<number>`count(distinct (split_part(${mails.key}, ':', 3), split_part(${mails.key}, ':', 4)))::int`
  const thisHour = sql`${mails.id} > uuidv7(interval '-1 hour')`
  const others = sql`starts_with(${mails.key}, ${`report:${id}:`}) and not starts_with(${mails.key}, ${`${key}:`})`
  const [row] = await tx
    .select({ sendings })
    .from(mails)
    .where(and(eq(mails.resellerId, resellerId), thisHour, others))
  return (row?.sendings ?? 0) >= SENDINGS_PER_HOUR
}

/** Sets who gets the reports on the first of each month, from the next one on. Throws ForbiddenError. */
export function setMonthlyReport(actor: UserActor, { to }: SetMonthlyReport, now: Date): Promise<void> {
  return withActor(actor, async (tx) => {
    allow(canSetMonthlyReport(actor))
    const { resellerId, account } = actor
    const reportDueAt = to === 'nobody' ? null : nextReportDue(account.timeZone, now)
    await tx.update(resellers).set({ monthlyReport: to, reportDueAt }).where(eq(resellers.id, resellerId))
    const subject = { kind: 'reseller' as const, id: resellerId, name: account.resellerName, resellerId }
    await audit(tx, actor, 'reseller.monthly_report_set', subject, { recipients: to })
  })
}

/** So many months back it is known which reports left by themselves. */
const KEPT_MONTHS = 13

/** Deletes what is noted of reports of more than a year ago. Answers how many. */
export function forgetOldReports(actor: SystemActor, now: Date): Promise<number> {
  return withActor(actor, async (tx) => {
    const old = lt(monthlyReports.month, monthLater(monthIn('UTC', now), -KEPT_MONTHS))
    return (await tx.delete(monthlyReports).where(old).returning({ id: monthlyReports.id })).length
  })
}
