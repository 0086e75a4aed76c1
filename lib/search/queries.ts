import { and, eq, ilike, or, type SQL, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { contracts, machines, spaces, users } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import { administers } from '@/lib/auth/administration'
import type { UserActor } from '@/lib/auth/types'
import { beginning, containing } from '@/lib/like'
import type { SearchHits } from './types'

const LIMIT = 8
const MOST_WORDS = 8

/**
 * All machines called like nearly all others are told apart by their client: of several words each stands in a machine's name or its
 * contract's, and one at least in the machine's own.
 */
function isMachineOf(words: string[]): SQL | undefined {
  const isNamed = (word: string) => or(ilike(machines.name, containing(word)), ilike(machines.hostname, containing(word)))
  return and(or(...words.map(isNamed)), ...words.map((word) => or(isNamed(word), ilike(contracts.title, containing(word)))))
}

/**
 * Machines, contracts, spaces and, for administrators, users whose name holds `text`, a machine's together with its contract's; those that
 * begin with it come first.
 */
export async function search(actor: UserActor, text: string): Promise<SearchHits> {
  const wanted = text
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100)
  const mayAdminister = administers(actor) && actor.acting === null
  if (!wanted) return { machines: [], contracts: [], spaces: [], users: [], administers: mayAdminister }
  const [anywhere, first] = [containing(wanted), beginning(wanted)]
  return withActor(actor, async (tx) => {
    const [machineHits, contractHits, spaceHits, userHits] = await Promise.all([
      tx
        .select({ id: machines.id, name: machines.name, contractTitle: contracts.title })
        .from(machines)
        .innerJoin(contracts, eq(contracts.id, machines.contractId))
        .where(isMachineOf(wanted.split(/\s+/).slice(0, MOST_WORDS)))
        .orderBy(sql`${machines.name} ilike ${first} desc`, alphabetical(machines.name), alphabetical(contracts.title))
        .limit(LIMIT),
      tx
        .select({ id: contracts.id, title: contracts.title, spaceName: spaces.name })
        .from(contracts)
        .innerJoin(spaces, eq(spaces.id, contracts.spaceId))
        .where(or(ilike(contracts.title, anywhere), ilike(contracts.clientEmail, anywhere)))
        .orderBy(sql`${contracts.title} ilike ${first} desc`, alphabetical(contracts.title))
        .limit(LIMIT),
      tx
        .select({ id: spaces.id, name: spaces.name })
        .from(spaces)
        .where(ilike(spaces.name, anywhere))
        .orderBy(alphabetical(spaces.name))
        .limit(LIMIT),
      mayAdminister
        ? tx
            .select({ id: users.id, displayName: users.displayName, userName: users.userName })
            .from(users)
            .where(or(ilike(users.displayName, anywhere), ilike(users.userName, anywhere), ilike(users.email, anywhere)))
            .orderBy(sql`${users.displayName} ilike ${first} desc`, alphabetical(users.displayName))
            .limit(LIMIT)
        : [],
    ])
    const found = { machines: machineHits, contracts: contractHits, spaces: spaceHits, users: userHits, administers: mayAdminister }
    if (actor.account.hasAdministration) return found
    return { ...found, contracts: contractHits.map((hit) => ({ ...hit, spaceName: null })), spaces: [] }
  })
}
