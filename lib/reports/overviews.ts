import { eq, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, monthlyReports, type ReportedFigures, resellers, spaces } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { brandOrigin } from '@/lib/hosts/links'
import { queueMail } from '@/lib/mails/commands'
import { overviewMail } from './mail-content'

const MANY = 20
/** So many contracts one mail lists; the others are counted. */
const SHOWN = 200

/**
 * Sends the resellers' overviews of the month once all its reports are written: one mail to each alert address with all of its contracts
 * and not one a contract. Once, whoever does it.
 */
export function sendDueOverviews(actor: SystemActor): Promise<{ more: boolean }> {
  return withActor(actor, async (tx) => {
    const unwritten = sql`exists (select from ${monthlyReports} r where r.reseller_id = ${resellers.id} and r.month = ${resellers.reportOverviewMonth} and r.written_at is null)`
    const due = await tx
      .select()
      .from(resellers)
      .where(sql`${resellers.reportOverviewMonth} is not null and not ${unwritten}`)
      .limit(MANY)
      .for('no key update', { skipLocked: true })
    for (const reseller of due) {
      if (reseller.monthlyReport === 'reseller' || reseller.monthlyReport === 'both') await tell(tx, reseller)
      await tx.update(resellers).set({ reportOverviewMonth: null }).where(eq(resellers.id, reseller.id))
    }
    return { more: due.length === MANY }
  })
}

type Row = {
  address: string
  contractId: string
  title: string
  figures: ReportedFigures
  count: number
  wrong: number
  spaceId: string | null
}

async function tell(tx: Tx, reseller: typeof resellers.$inferSelect): Promise<void> {
  const { id: resellerId, brandId, locale, timeZone, name: resellerName } = reseller
  const month = reseller.reportOverviewMonth ?? ''
  const origin = await brandOrigin(tx, brandId)
  const link = origin === null ? null : (path: string) => `${origin}${path}`
  for (const [to, rows] of await readRows(tx, reseller, month)) {
    const [first] = rows
    if (!first) continue
    const { count, wrong, spaceId } = first
    await queueMail(tx, {
      ...{ key: `report_overview:${resellerId}:${month}:${to}`, kind: 'report_overview', brandId, resellerId, spaceId, to, locale },
      content: overviewMail({ month, to, locale, timeZone, resellerName, link, rows, count, wrong }),
    })
  }
}

/** By alert address the contracts that were reported on, those with something wrong first. */
async function readRows(tx: Tx, { id, alertEmail }: typeof resellers.$inferSelect, month: string): Promise<Map<string, Row[]>> {
  const rows = await tx.execute<Row>(sql`
    with reported as (
      select coalesce(s.alert_email, ${alertEmail}) as address, c.id as "contractId", c.title, r.figures, r.space_id,
        (r.figures->>'unprotected')::int as unprotected, (r.figures->>'incidents')::int as incidents
      from ${monthlyReports} r join ${contracts} c on c.id = r.contract_id join ${spaces} s on s.id = r.space_id
      where r.reseller_id = ${id} and r.month = ${month} and r.figures is not null),
    ranked as (
      select *, row_number() over (partition by address order by (unprotected > 0) desc, (incidents > 0) desc, title collate "und-x-icu", "contractId") as place
      from reported),
    sums as (
      select address, count(*)::int as count, (count(*) filter (where unprotected > 0 or incidents > 0))::int as wrong,
        case when min(space_id::text) = max(space_id::text) then min(space_id::text) end as "spaceId"
      from reported group by 1)
    select ranked.address, "contractId", title, figures, count, wrong, "spaceId" from ranked join sums using (address)
    where place <= ${SHOWN} order by ranked.address, place`)
  const byAddress = new Map<string, Row[]>()
  for (const row of rows) byAddress.set(row.address, [...(byAddress.get(row.address) ?? []), row])
  return byAddress
}
