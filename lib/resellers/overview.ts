import { and, asc, count, desc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { brandHosts, brands, contracts, machines, resellers } from '@/db/schema'
import { inAlert } from '@/lib/alerts/queries'
import { alphabetical } from '@/lib/alphabetical'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { containing } from '@/lib/like'
import type { ListResellers } from './schema'
import type { ResellerOverview, ResellerPage } from './types'

export const RESELLERS_PER_PAGE = 50

const machinesOf = (what: SQL) => sql`(select ${what} from ${machines} where ${machines.resellerId} = ${resellers.id})`

const machineCount = sql<number>`${machinesOf(sql`count(*)::int`)}`
const storedBytes = sql`${machinesOf(sql`coalesce(sum(${machines.storedBytes}), 0)::float8`)}`.mapWith(Number)
const lastReportAt = sql<Date | null>`${machinesOf(sql`greatest(max(${machines.lastSeenAt}), max(${machines.lastFinishedAt}))`)}`.mapWith(
  machines.lastSeenAt,
)

const alertCount = (now: Date) =>
  sql<number>`(select count(*)::int from ${machines} join ${contracts} on ${contracts.id} = ${machines.contractId}
    where ${machines.resellerId} = ${resellers.id} and ${inAlert(now)})`

/** A page of the platform's resellers with what they hold, as an operator looks for them (requirements G1). */
export function listResellerPage(actor: OperatorActor | SystemActor, input: ListResellers, now: Date): Promise<ResellerPage> {
  const inAlertCount = alertCount(now)
  const orders: Record<ListResellers['sort'], SQL> = {
    name: alphabetical(resellers.name),
    used: storedBytes,
    percent: sql`${storedBytes} / nullif(${resellers.allocatedBytes}, 0)::numeric`,
    machines: machineCount,
    alert: inAlertCount,
    heard: lastReportAt,
  }
  const direction = input.descending ? desc : asc
  const where = and(matching(input), input.state === 'alert' ? sql`${inAlertCount} > 0` : undefined)
  return withActor(actor, async (tx) => {
    const [rows, [counted]] = await Promise.all([
      tx
        .select({
          id: resellers.id,
          name: resellers.name,
          product: resellers.product,
          pack: resellers.pack,
          administrationOption: resellers.administrationOption,
          brandName: brands.productName,
          hosts: hostsOf,
          machineCount,
          contractCount: sql<number>`(select count(*)::int from ${contracts} where ${contracts.resellerId} = ${resellers.id})`,
          storedBytes,
          allocatedBytes: resellers.allocatedBytes,
          inAlert: inAlertCount,
          lastReportAt,
          suspendedAt: resellers.suspendedAt,
        })
        .from(resellers)
        .innerJoin(brands, eq(brands.id, resellers.brandId))
        .where(where)
        .orderBy(sql`${direction(orders[input.sort])} nulls last`, orders.name, resellers.id)
        .limit(RESELLERS_PER_PAGE)
        .offset((input.page - 1) * RESELLERS_PER_PAGE),
      tx.select({ total: count() }).from(resellers).innerJoin(brands, eq(brands.id, resellers.brandId)).where(where),
    ])
    const total = counted?.total ?? 0
    return { rows: rows satisfies ResellerOverview[], total, page: input.page, pages: Math.max(1, Math.ceil(total / RESELLERS_PER_PAGE)) }
  })
}

const hostsOf = sql<string[]>`array(
  select ${brandHosts.host} from ${brandHosts} where ${brandHosts.brandId} = ${resellers.brandId} and ${isNotNull(brandHosts.verifiedAt)} order by 1)`

/** In the reseller's name, its alert e-mail, and the names and hosts of its brand. */
function matching({ search, product, state }: ListResellers): SQL | undefined {
  const pattern = containing(search)
  const onBrand = sql`exists (select from brands b left join brand_hosts h on h.brand_id = b.id
    where b.id = ${resellers.brandId} and (b.product_name ilike ${pattern} or h.host ilike ${pattern}))`
  return and(
    search ? or(ilike(resellers.name, pattern), ilike(resellers.alertEmail, pattern), onBrand) : undefined,
    product ? eq(resellers.product, product) : undefined,
    state === 'suspended' ? isNotNull(resellers.suspendedAt) : state === 'active' ? isNull(resellers.suspendedAt) : undefined,
  )
}
