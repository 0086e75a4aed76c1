import { and, asc, desc, eq, ilike, ne, or, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { invitations, secondFactors, sessions, spaces, userSpaces, users } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import { administer } from '@/lib/auth/administration'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { containing } from '@/lib/like'
import type { ListUsers } from './schema'
import type { UserDetail, UserRow } from './types'

const spacesOf = (column: SQL) => sql<string[]>`array(
  select ${column} from ${userSpaces} join ${spaces} on ${spaces.id} = ${userSpaces.spaceId}
  where ${userSpaces.userId} = ${users.id} order by ${alphabetical(spaces.name)})`

const columns = {
  id: users.id,
  userName: users.userName,
  displayName: users.displayName,
  email: users.email,
  role: sql<UserRow['role']>`${users.role}`,
  rights: { kits: users.canManageKits, configure: users.canConfigure, restore: users.canRestore, comment: users.canComment },
  spaceNames: spacesOf(sql`${spaces.name}`),
  lastSignInAt: users.lastSignInAt,
  invitedUntil: invitations.expiresAt,
  hasPassword: sql<boolean>`${users.passwordHash} is not null`,
}

const spaceIds = spacesOf(sql`${spaces.id}::text`)

/** Changes with each change of what the form of a user shows, whoever makes it. */
export const userVersion = sql<string>`md5(row(${users.userName}, ${users.displayName}, ${users.email}, ${users.locale}, ${users.role},
  ${users.canManageKits}, ${users.canConfigure}, ${users.canRestore}, ${users.canComment}, ${spaceIds})::text)`

const ORDERS: Record<ListUsers['sort'], SQL> = {
  name: alphabetical(users.displayName),
  role: sql`${users.role}`,
  signIn: sql`${users.lastSignInAt}`,
}

/** The users of the account (requirements B1). `search` looks into names, e-mail and spaces, case-insensitively. Throws as `administer`. */
export async function listUsers(actor: UserActor, { search, sort, descending }: ListUsers): Promise<UserRow[]> {
  administer(actor)
  const direction = descending ? desc : asc
  return withActor(actor, (tx) =>
    tx
      .select(columns)
      .from(users)
      .leftJoin(invitations, eq(invitations.userId, users.id))
      .where(matching(search))
      .orderBy(sql`${direction(ORDERS[sort])} nulls last`, ORDERS.name, users.id),
  )
}

/** One user of the account. Throws as `administer`, and NotFoundError for one of another. */
export async function getUser(actor: UserActor, userId: string, now: Date): Promise<UserDetail> {
  administer(actor)
  const id = parseId(userId, 'user')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({
        ...columns,
        locale: users.locale,
        spaceIds,
        createdAt: users.createdAt,
        version: userVersion,
        twoStepsSince: secondFactors.activatedAt,
        openSessions: sql<number>`(select count(*)::int from ${sessions}
          where ${sessions.userId} = ${users.id} and ${sessions.revokedAt} is null and ${sessions.expiresAt} > ${now.toISOString()})`,
      })
      .from(users)
      .leftJoin(invitations, eq(invitations.userId, users.id))
      .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
      .where(eq(users.id, id))
    return found(row, 'user')
  })
}

/** Whether somebody else administers the account and can sign in to do so. Counts truly only while the reseller is locked. */
export async function hasOtherAdministrator(tx: Tx, user: { id: string; resellerId: string }): Promise<boolean> {
  const others = and(eq(users.resellerId, user.resellerId), eq(users.role, 'administrator'), ne(users.id, user.id))
  return (await tx.$count(users, and(others, sql`${users.passwordHash} is not null`))) > 0
}

function matching(search: string): SQL | undefined {
  if (!search) return undefined
  const pattern = containing(search)
  const inSpace = sql`exists (select from ${userSpaces} join ${spaces} on ${spaces.id} = ${userSpaces.spaceId}
    where ${userSpaces.userId} = ${users.id} and ${ilike(spaces.name, pattern)})`
  return or(ilike(users.userName, pattern), ilike(users.displayName, pattern), ilike(users.email, pattern), inSpace)
}
