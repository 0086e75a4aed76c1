import { asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machines, resellers, spaces, userSpaces } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import { administer, administers } from '@/lib/auth/administration'
import type { Actor, UserActor } from '@/lib/auth/types'
import { found, NotFoundError } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import type { ListSpaces } from './schema'
import type { AccountVolume, SpaceDetail, SpaceRow, SpaceSummary } from './types'

const summary = { id: spaces.id, name: spaces.name, isDefault: spaces.isDefault }

/** A reseller's spaces that the actor sees, by name. */
export function listSpaces(actor: Actor, resellerId: string): Promise<SpaceSummary[]> {
  return withActor(actor, (tx) =>
    tx.select(summary).from(spaces).where(eq(spaces.resellerId, resellerId)).orderBy(alphabetical(spaces.name)),
  )
}

/** The spaces that an administrator can see the portal as, by name; also while it sees it as one (requirements B5). Throws NotFoundError. */
export async function listSpacesToEnter(actor: UserActor): Promise<SpaceSummary[]> {
  if (!administers(actor)) throw new NotFoundError('administration not found')
  return withActor({ scope: actor.home }, (tx) => tx.select(summary).from(spaces).orderBy(alphabetical(spaces.name)))
}

const ofSpace = (table: typeof contracts | typeof machines | typeof userSpaces): SQL =>
  sql`${table} where ${table.resellerId} = ${spaces.resellerId} and ${table.spaceId} = ${spaces.id}`

/** What the machines of a space have stored, in bytes. */
export const usedBytes = sql<number>`(select coalesce(sum(${machines.storedBytes}), 0)::float8 from ${ofSpace(machines)})`.mapWith(Number)
export const contractCount = sql<number>`(select count(*)::int from ${ofSpace(contracts)})`
export const userCount = sql<number>`(select count(*)::int from ${ofSpace(userSpaces)})`

/** Changes with each change of what the form of a space shows. */
export const spaceVersion = sql<string>`md5(row(${spaces.name}, ${spaces.allocatedBytes}, ${spaces.alertEmail})::text)`

const columns = { ...summary, allocatedBytes: spaces.allocatedBytes, usedBytes, alertEmail: spaces.alertEmail, contractCount, userCount }

const ORDERS: Record<ListSpaces['sort'], SQL> = {
  name: alphabetical(spaces.name),
  allocated: sql`${spaces.allocatedBytes}`,
  used: sql`${usedBytes}`,
  percent: sql`${usedBytes} / nullif(${spaces.allocatedBytes}, 0)::numeric`,
  contracts: contractCount,
}

/** All spaces of the account with what is in them (requirements B4). Throws as `administer`. */
export async function listSpacesWithUse(actor: UserActor, { sort, descending }: ListSpaces): Promise<SpaceRow[]> {
  administer(actor)
  const direction = descending ? desc : asc
  return withActor(actor, (tx) =>
    tx
      .select(columns)
      .from(spaces)
      .orderBy(sql`${direction(ORDERS[sort])} nulls last`, ORDERS.name),
  )
}

/** One space with what is in it. Throws as `administer`, and NotFoundError for one of another account. */
export async function getSpace(actor: UserActor, spaceId: string): Promise<SpaceDetail> {
  administer(actor)
  const id = parseId(spaceId, 'space')
  return withActor(actor, async (tx) => {
    const [space] = await tx
      .select({ ...columns, version: spaceVersion })
      .from(spaces)
      .where(eq(spaces.id, id))
    return found(space, 'space')
  })
}

/** How much of the reseller's volume is shared out, and how much is left. Throws as `administer`. */
export async function getAccountVolume(actor: UserActor): Promise<AccountVolume> {
  administer(actor)
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ totalBytes: resellers.allocatedBytes, alertEmail: resellers.alertEmail })
      .from(resellers)
      .where(eq(resellers.id, actor.resellerId))
    const reseller = found(row, 'reseller')
    const sharedBytes = await sumShared(tx, actor.resellerId)
    return { ...reseller, sharedBytes, freeBytes: reseller.totalBytes - sharedBytes }
  })
}

/** The volume that a reseller's spaces share, in bytes. */
export async function sumShared(tx: Tx, resellerId: string): Promise<number> {
  const [sum] = await tx
    .select({ bytes: sql`coalesce(sum(${spaces.allocatedBytes}), 0)`.mapWith(Number) })
    .from(spaces)
    .where(eq(spaces.resellerId, resellerId))
  return sum?.bytes ?? 0
}
