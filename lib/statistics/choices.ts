import { and, asc, eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { contracts, spaces } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { UserActor } from '@/lib/auth/types'
import { NotFoundError } from '@/lib/errors'
import type { FilterChoices } from './types'

const MOST_CONTRACTS = 500

type Chosen = { spaceId: string | null; contractId: string | null }

/**
 * What the actor can narrow a page to: the spaces, and the first contracts by title (of the chosen space), the chosen one always
 * among them. Throws NotFoundError when what is chosen is not the actor's.
 */
export function listFilterChoices(actor: UserActor, { spaceId, contractId }: Chosen): Promise<FilterChoices> {
  return withActor(actor, async (tx) => {
    const [spaceRows, contractRows] = await Promise.all([
      tx.select({ id: spaces.id, name: spaces.name }).from(spaces).orderBy(alphabetical(spaces.name)),
      tx
        .select({ id: contracts.id, title: contracts.title })
        .from(contracts)
        .where(and(spaceId ? eq(contracts.spaceId, spaceId) : undefined))
        .orderBy(sql`${contracts.id} = ${contractId}::uuid desc nulls last`, asc(alphabetical(contracts.title)))
        .limit(MOST_CONTRACTS),
    ])
    if (spaceId && !spaceRows.some(({ id }) => id === spaceId)) throw new NotFoundError('space not found')
    if (contractId && contractRows[0]?.id !== contractId) throw new NotFoundError('contract not found')
    const byTitle = contractRows.toSorted((a, b) => a.title.localeCompare(b.title, 'fr'))
    return { spaces: actor.account.hasAdministration ? spaceRows : [], contracts: byTitle }
  })
}
