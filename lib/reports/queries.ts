import { withActor } from '@/db/client'
import { resellers } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { drawLogo, readLogo } from './logo'
import { renderReport } from './pdf'
import { readReport } from './reading'
import type { SetMonthlyReport } from './schema'
import type { ContractReport } from './types'

/**
 * The report on a contract of the actor's spaces. `month` is YYYY-MM; one of which there is no report, or none, means the last whole month,
 * or the running one of a contract that is younger. Throws NotFoundError.
 */
export function getReport(actor: UserActor, contractId: string, month: string | null, now: Date): Promise<ContractReport> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, (tx) => readReport(tx, id, month, now))
}

/** The report as a PDF, in the client's language. Throws NotFoundError. */
export async function getReportDocument(
  actor: UserActor,
  contractId: string,
  month: string | null,
  now: Date,
): Promise<{ report: ContractReport; body: Buffer }> {
  const id = parseId(contractId, 'contract')
  const [report, logo] = await withActor(actor, async (tx) => {
    const read = await readReport(tx, id, month, now)
    return [read, await readLogo(tx, read.contract.brandId)] as const
  })
  return { report, body: await renderReport(report, await drawLogo(logo)) }
}

/** Who gets this reseller's reports on the first of each month. */
export function getMonthlyReport(actor: UserActor): Promise<SetMonthlyReport> {
  return withActor(actor, async (tx) => {
    const [reseller] = await tx.select({ to: resellers.monthlyReport }).from(resellers)
    return found(reseller, 'reseller')
  })
}
