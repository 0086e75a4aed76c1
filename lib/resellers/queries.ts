import { eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { brandHosts, brands, contracts, machines, resellers } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import type { OwnReseller, ResellerRow } from './types'

/** Changes with each change of what the form of a reseller shows, whoever makes it, and with nothing that a worker notes of it. */
export const resellerVersion = sql<string>`md5(row(${resellers.name}, ${resellers.product}, ${resellers.pack}, ${resellers.administrationOption},
  ${resellers.allocatedBytes}, ${resellers.alertEmail}, ${resellers.locale}, ${resellers.timeZone})::text)`

/** All resellers of the platform with what they hold, by name (requirements G1). */
export function listResellers(actor: OperatorActor | SystemActor): Promise<ResellerRow[]> {
  return withActor(actor, (tx) => {
    const fleet = tx
      .select({
        resellerId: machines.resellerId,
        count: sql<number>`count(*)::int`.as('machine_count'),
        storedBytes: sql<number>`sum(${machines.storedBytes})::float8`.mapWith(Number).as('stored_bytes'),
      })
      .from(machines)
      .groupBy(machines.resellerId)
      .as('fleet')
    return tx
      .select({
        id: resellers.id,
        name: resellers.name,
        product: resellers.product,
        pack: resellers.pack,
        brandName: brands.productName,
        hosts: sql<
          string[]
        >`array(select ${brandHosts.host} from ${brandHosts} where ${brandHosts.brandId} = ${resellers.brandId} and ${brandHosts.verifiedAt} is not null order by 1)`,
        machineCount: sql<number>`coalesce(${fleet.count}, 0)`,
        contractCount: sql<number>`(select count(*)::int from ${contracts} where ${contracts.resellerId} = ${resellers.id})`,
        storedBytes: sql<number>`coalesce(${fleet.storedBytes}, 0)`.mapWith(Number),
        allocatedBytes: resellers.allocatedBytes,
        suspendedAt: resellers.suspendedAt,
      })
      .from(resellers)
      .innerJoin(brands, eq(brands.id, resellers.brandId))
      .leftJoin(fleet, eq(fleet.resellerId, resellers.id))
      .orderBy(alphabetical(resellers.name))
  })
}

/** What a user's own reseller has agreed on for all its machines. */
export function getOwnReseller(actor: UserActor): Promise<OwnReseller> {
  return withActor(actor, async (tx) => {
    const { alertEmail, missedAfterDays, product } = resellers
    const [reseller] = await tx.select({ alertEmail, missedAfterDays, product }).from(resellers).where(eq(resellers.id, actor.resellerId))
    return found(reseller, 'reseller')
  })
}
