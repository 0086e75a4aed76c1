import { and, asc, count, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { brandHosts, brands, contracts, machines, resellers, spaces, users } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { machineState } from '@/lib/machines/state-count'
import { contractCount, usedBytes } from '@/lib/spaces/queries'
import { resellerVersion } from './queries'
import type { BrandChoice, ResellerDetail } from './types'

/** One reseller with its spaces, users, hosts and machines by state, for an operator (requirements G1). Throws NotFoundError. */
export function getReseller(actor: OperatorActor | SystemActor, resellerId: string, now: Date): Promise<ResellerDetail> {
  const id = parseId(resellerId, 'reseller')
  return withActor(actor, async (tx) => {
    const [row] = await selectReseller(tx, id)
    const reseller = found(row, 'reseller')
    const [spaceRows, userRows, hosts, states] = await Promise.all([
      listSpacesOf(tx, id),
      listUsersOf(tx, id),
      tx
        .select({ host: brandHosts.host })
        .from(brandHosts)
        .where(and(eq(brandHosts.brandId, reseller.brandId), isNotNull(brandHosts.verifiedAt)))
        .orderBy(asc(brandHosts.host)),
      tx
        .select({ state: machineState(now).as('state'), count: count() })
        .from(machines)
        .innerJoin(contracts, eq(contracts.id, machines.contractId))
        .where(eq(machines.resellerId, id))
        .groupBy(sql`1`),
    ])
    return { ...reseller, spaces: spaceRows, users: userRows, hosts: hosts.map(({ host }) => host), states }
  })
}

const selectReseller = (tx: Tx, id: string) =>
  tx
    .select({
      id: resellers.id,
      name: resellers.name,
      product: resellers.product,
      pack: resellers.pack,
      administrationOption: resellers.administrationOption,
      allocatedBytes: resellers.allocatedBytes,
      alertEmail: resellers.alertEmail,
      locale: resellers.locale,
      timeZone: resellers.timeZone,
      suspendedAt: resellers.suspendedAt,
      createdAt: resellers.createdAt,
      version: resellerVersion,
      brandId: brands.id,
      brandName: brands.productName,
      ownsBrand: sql<boolean>`${brands.resellerId} is not null`,
    })
    .from(resellers)
    .innerJoin(brands, eq(brands.id, resellers.brandId))
    .where(eq(resellers.id, id))

const listSpacesOf = (tx: Tx, resellerId: string) =>
  tx
    .select({
      id: spaces.id,
      name: spaces.name,
      isDefault: spaces.isDefault,
      allocatedBytes: spaces.allocatedBytes,
      usedBytes,
      contractCount,
    })
    .from(spaces)
    .where(eq(spaces.resellerId, resellerId))
    .orderBy(alphabetical(spaces.name))

const listUsersOf = (tx: Tx, resellerId: string) =>
  tx
    .select({
      id: users.id,
      userName: users.userName,
      displayName: users.displayName,
      email: users.email,
      isAdministrator: sql<boolean>`${users.role} = 'administrator'`,
      isInvited: sql<boolean>`${users.passwordHash} is null`,
      lastSignInAt: users.lastSignInAt,
    })
    .from(users)
    .where(eq(users.resellerId, resellerId))
    .orderBy(alphabetical(users.displayName))

// Nested, since drizzle drops the table's name from the columns that stand first in a query of one table.
const brandId = sql`${brands.id}`

/** The brands that a new reseller can be put on: those of the platform, whether others share them or not, by name. */
export function listBrandChoices(actor: OperatorActor): Promise<BrandChoice[]> {
  return withActor(actor, (tx) =>
    tx
      .select({
        id: brands.id,
        name: brands.productName,
        host: sql<
          string | null
        >`(select min(host) from ${brandHosts} where ${sql`${brandHosts.brandId} = ${brandId}`} and ${isNotNull(brandHosts.verifiedAt)})`,
        isShared: sql<boolean>`exists (select from ${resellers} where ${sql`${resellers.brandId} = ${brandId}`})`,
      })
      .from(brands)
      .where(and(isNull(brands.resellerId), eq(brands.audience, 'portal')))
      .orderBy(alphabetical(brands.productName)),
  )
}
