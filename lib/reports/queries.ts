import { and, desc, eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { mails, resellers } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { drawDocument } from './document'
import { readLogo } from './logo'
import { readReport } from './reading'
import type { SetMonthlyReport } from './schema'
import type { ContractReport, LastSending } from './types'

/**
 * The report on a contract of the actor's spaces. `month` is YYYY-MM; one of which there is no report, or none, means the last whole month,
 * or the running one of a contract that is younger. Throws NotFoundError.
 */
export function getReport(actor: UserActor, contractId: string, month: string | null, now: Date): Promise<ContractReport> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, (tx) => readReport(tx, id, month, now))
}

/**
 * A report and what its document needs. Documents are drawn after the transaction: that takes up to seconds, and whoever asks for many
 * must not hold a connection for each. Throws NotFoundError.
 */
export function getReportWithLogo(
  actor: UserActor,
  contractId: string,
  month: string | null,
  now: Date,
): Promise<{ report: ContractReport; logo: Buffer | null }> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) => {
    const report = await readReport(tx, id, month, now)
    return { report, logo: await readLogo(tx, report.contract.brandId) }
  })
}

/** The report as a PDF, in the client's language. Throws NotFoundError. */
export async function getReportDocument(
  actor: UserActor,
  contractId: string,
  month: string | null,
  now: Date,
): Promise<{ report: ContractReport; body: Buffer }> {
  const { report, logo } = await getReportWithLogo(actor, contractId, month, now)
  return { report, body: await drawDocument(report, logo) }
}

/** The last mail with a contract's report of a month, by hand or by itself; null when there is none, or the actor does not see it. */
export function findLastSending(actor: UserActor, contractId: string, month: string): Promise<LastSending | null> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) => {
    const [sending] = await tx
      .select({ mailId: mails.id, recipient: mails.recipient, at: mails.createdAt })
      .from(mails)
      .where(and(eq(mails.resellerId, actor.resellerId), sql`starts_with(${mails.key}, ${`report:${id}:${month}:`})`))
      .orderBy(desc(mails.id))
      .limit(1)
    return sending ?? null
  })
}

/** Who gets this reseller's reports on the first of each month. */
export function getMonthlyReport(actor: UserActor): Promise<SetMonthlyReport> {
  return withActor(actor, async (tx) => {
    const [reseller] = await tx.select({ to: resellers.monthlyReport }).from(resellers)
    return found(reseller, 'reseller')
  })
}
