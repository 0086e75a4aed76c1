import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, monthlyReports, type ReportedFigures, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { log } from '@/lib/log'
import { retryAfterSeconds } from '@/lib/outbox/backoff'
import { successPercent } from '@/lib/statistics/success'
import { drawDocument } from './document'
import { readLogo } from './logo'
import { queueReport, recipientsOf } from './mailing'
import { readReport } from './reading'
import type { ContractReport } from './types'

/** Some three days: whatever keeps reports from being written is mended by then, or nobody wants them any more. */
const MOST_ATTEMPTS = 26

/**
 * Writes the next report that is due, and queues the client's mail with it, in the transaction that notes so: however many workers write
 * and die, each contract's client gets one. One that cannot be written is tried again later, and keeps nobody waiting. Answers whether
 * there was one.
 */
export async function writeNextReport(actor: SystemActor, now: Date): Promise<boolean> {
  let tried: string | null = null
  try {
    return await withActor(actor, async (tx) => {
      const row = await claim(tx, now)
      if (!row) return false
      tried = row.id
      const figures = await write(tx, row, now)
      await tx.update(monthlyReports).set({ writtenAt: now, figures }).where(eq(monthlyReports.id, row.id))
      return true
    })
  } catch (error) {
    if (!tried) throw error
    log.error({ err: error, report: tried }, 'a monthly report could not be written')
    await putOff(actor, tried, now)
    return true
  }
}

type Claimed = { id: string; contractId: string; month: string }

async function claim(tx: Tx, now: Date): Promise<Claimed | undefined> {
  const { id, contractId, month } = monthlyReports
  const [row] = await tx
    .select({ id, contractId, month })
    .from(monthlyReports)
    .where(and(isNull(monthlyReports.writtenAt), lte(monthlyReports.dueAt, now)))
    .orderBy(asc(monthlyReports.dueAt))
    .limit(1)
    .for('update', { skipLocked: true })
  return row
}

/** What is wanted counts as of now: who has chosen nobody since, or was suspended, is told nothing. */
async function write(tx: Tx, { contractId, month }: Claimed, now: Date): Promise<ReportedFigures | null> {
  const [wanted] = await tx
    .select({ to: resellers.monthlyReport })
    .from(contracts)
    .innerJoin(resellers, eq(resellers.id, contracts.resellerId))
    .where(and(eq(contracts.id, contractId), isNull(contracts.suspendedAt), isNull(resellers.suspendedAt)))
  if (!wanted || wanted.to === 'nobody') return null
  const report = await readReport(tx, contractId, month, now)
  if (report.month !== month) return null
  const toClient = wanted.to === 'client' || wanted.to === 'both'
  if (toClient) {
    const body = await drawDocument(report, await readLogo(tx, report.contract.brandId))
    await queueReport(tx, report, body, recipientsOf(report, 'client'), `report:${contractId}:${month}`)
  }
  return reported(report)
}

function reported(report: ContractReport): ReportedFigures {
  const { contract, totals, volumeBytes, incidentCount, machineCount, unprotectedCount, forecast } = report
  return {
    ...{ volumeBytes, subscribedBytes: contract.subscribedBytes, backups: totals.backups, successPercent: successPercent(totals) },
    ...{ incidents: incidentCount, machines: machineCount, unprotected: unprotectedCount },
    fullDay: forecast.kind === 'day' ? forecast.day : null,
  }
}

async function putOff(actor: SystemActor, id: string, now: Date): Promise<void> {
  await withActor(actor, async (tx) => {
    const [row] = await tx.select({ attempts: monthlyReports.attempts }).from(monthlyReports).where(eq(monthlyReports.id, id))
    const attempts = (row?.attempts ?? 0) + 1
    const dueAt = new Date(now.getTime() + retryAfterSeconds(attempts, Math.random()) * 1000)
    const isHopeless = attempts >= MOST_ATTEMPTS
    await tx
      .update(monthlyReports)
      .set({ attempts: sql`${monthlyReports.attempts} + 1`, dueAt, ...(isHopeless && { writtenAt: now }) })
      .where(and(eq(monthlyReports.id, id), isNull(monthlyReports.writtenAt)))
  })
}
