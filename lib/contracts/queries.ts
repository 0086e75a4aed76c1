import { and, asc, desc, eq, ilike, or, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machines, resellers, spaces } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { Actor, SystemActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { containing } from '@/lib/like'
import type { ListContracts } from './schema'
import type { ContractDetail, ContractPage, ContractSort } from './types'

export const CONTRACTS_PER_PAGE = 100

const machineCount = sql<number>`(select count(*)::int from ${machines} where ${machines.contractId} = ${contracts.id} and ${machines.resellerId} = ${contracts.resellerId})`
const usedBytes =
  sql<number>`(select coalesce(sum(${machines.storedBytes}), 0)::float8 from ${machines} where ${machines.contractId} = ${contracts.id} and ${machines.resellerId} = ${contracts.resellerId})`.mapWith(
    Number,
  )

/** Changes with each change of the contract; what a form carries to tell whether it is still current. */
export const contractVersion = sql<string>`${contracts.updatedAt}::text`

const columns = {
  id: contracts.id,
  title: contracts.title,
  spaceId: contracts.spaceId,
  spaceName: spaces.name,
  clientEmail: contracts.clientEmail,
  machineCount,
  machineLimit: contracts.machineLimit,
  usedBytes,
  subscribedBytes: contracts.subscribedBytes,
  suspendedAt: contracts.suspendedAt,
}

const ORDERS: Record<ContractSort, SQL> = {
  title: alphabetical(contracts.title),
  space: alphabetical(spaces.name),
  machines: machineCount,
  used: sql`${usedBytes}`,
  percent: sql`${usedBytes} / nullif(${contracts.subscribedBytes}, 0)::numeric`,
}

/** A page of the contracts of the actor's spaces (requirements D3). `search` looks into title and e-mail, case-insensitively; `spaceId` keeps to a space. */
export function listContracts(actor: Actor, input: ListContracts): Promise<ContractPage> {
  return withActor(actor, async (tx) => {
    const matches = and(matching(input.search), input.spaceId ? eq(contracts.spaceId, input.spaceId) : undefined)
    const direction = input.descending ? desc : asc
    const offset = (input.page - 1) * CONTRACTS_PER_PAGE
    const [rows, [count]] = await Promise.all([
      selectContracts(tx)
        .where(matches)
        .orderBy(sql`${direction(ORDERS[input.sort])} nulls last`, ORDERS.title, contracts.id)
        .limit(CONTRACTS_PER_PAGE)
        .offset(offset),
      tx.select({ total: sql<number>`count(*)::int` }).from(contracts).where(matches),
    ])
    return { rows, total: count?.total ?? 0, page: input.page, pageSize: CONTRACTS_PER_PAGE }
  })
}

/** One contract. Throws NotFoundError outside the actor's scope. */
export function getContract(actor: Actor, contractId: string): Promise<ContractDetail> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({
        ...columns,
        retentionDays: contracts.retentionDays,
        createdAt: contracts.createdAt,
        clientLocale: contracts.clientLocale,
        version: contractVersion,
      })
      .from(contracts)
      .innerJoin(spaces, eq(spaces.id, contracts.spaceId))
      .where(eq(contracts.id, id))
    return found(row, 'contract')
  })
}

const selectContracts = (tx: Tx) => tx.select(columns).from(contracts).innerJoin(spaces, eq(spaces.id, contracts.spaceId)).$dynamic()

function matching(search: string): SQL | undefined {
  if (!search) return undefined
  const pattern = containing(search)
  return or(ilike(contracts.title, pattern), ilike(contracts.clientEmail, pattern))
}

/** The contracts of a brand's resellers that bear this title, case-insensitively; for the command line, where people know no ids. */
export function findContractsByTitle(
  actor: SystemActor,
  brandId: string,
  title: string,
): Promise<{ id: string; resellerName: string; spaceName: string }[]> {
  return withActor(actor, (tx) =>
    tx
      .select({ id: contracts.id, resellerName: resellers.name, spaceName: spaces.name })
      .from(contracts)
      .innerJoin(spaces, eq(spaces.id, contracts.spaceId))
      .innerJoin(resellers, eq(resellers.id, contracts.resellerId))
      .where(and(eq(resellers.brandId, brandId), eq(sql`lower(${contracts.title})`, sql`lower(${title})`)))
      .orderBy(resellers.name, spaces.name),
  )
}
