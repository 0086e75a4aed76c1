import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { resellers, sessions, spaces, userSpaces, users } from '@/db/schema'
import type { Brand } from '@/lib/hosts/types'
import { accountOf, hasAdministration } from './account'
import type { Claims } from './schema'
import { findSupportActor } from './support'
import { mint, type OperatorActor, type UserActor } from './types'

/**
 * The user behind a session cookie, or null: unknown, revoked or expired session, one of another brand than the host's, a
 * user that is gone, or a suspended reseller (requirements A2).
 */
export async function findSessionActor(
  claims: Claims,
  brand: Pick<Brand, 'id' | 'audience' | 'locale'>,
  at: { now: Date; address: string | null },
): Promise<UserActor | OperatorActor | null> {
  if (claims.brandId !== brand.id) return null
  const row = await withSystem('session look-up', async (tx) => {
    const session = await selectSession(tx, claims.sessionId, brand.id, at.now)
    if (session && at.now.getTime() - session.lastSeenAt.getTime() >= SEEN_MILLISECONDS) await markSeen(tx, claims.sessionId, at)
    return session
  })
  if (!row) return brand.audience === 'portal' ? findSupportActor(claims, brand, at) : null
  if (row.resellerSuspendedAt) return null
  const { user, reseller } = row
  const shared = {
    userId: user.id,
    sessionId: claims.sessionId,
    brandId: brand.id,
    userName: user.userName,
    displayName: user.displayName,
    locale: user.locale ?? brand.locale,
    address: at.address,
  }
  if (brand.audience === 'operator') {
    return user.role === 'operator' ? mint<OperatorActor>({ kind: 'operator', scope: { kind: 'system' }, ...shared }) : null
  }
  if (!reseller || user.role === 'operator') return null
  const seesAll = user.role === 'administrator'
  const home = { kind: 'tenant' as const, resellerId: reseller.id, spaceIds: seesAll ? ('all' as const) : row.spaceIds }
  const mayAct = seesAll && hasAdministration(reseller)
  const acting = mayAct && row.actingSpaceId && row.actingSpaceName ? { spaceId: row.actingSpaceId, spaceName: row.actingSpaceName } : null
  return mint<UserActor>({
    kind: 'user',
    ...shared,
    resellerId: reseller.id,
    scope: acting ? { ...home, spaceIds: [acting.spaceId] } : home,
    acting,
    home,
    lostSpaceName: mayAct && !row.actingSpaceId ? row.lostSpaceName : null,
    role: user.role,
    rights: { kits: user.kits, configure: user.configure, restore: user.restore, comment: user.comment },
    account: accountOf(reseller),
  })
}

/**
 * Who an actor's session makes of it by now, for what goes on long after its request; null once the session has ended. From where that
 * request came says nothing of where the session is by now.
 */
export async function findActorAgain({ sessionId, brandId, locale }: UserActor, now: Date): Promise<UserActor | null> {
  const actor = await findSessionActor({ sessionId, brandId }, { id: brandId, audience: 'portal', locale }, { now, address: null })
  return actor?.kind === 'user' ? actor : null
}

/** Every request asks for its session, but only one a minute writes. */
const SEEN_MILLISECONDS = 60_000

async function markSeen(tx: Tx, sessionId: string, at: { now: Date; address: string | null }): Promise<void> {
  const here = at.address === null ? {} : { address: at.address }
  await tx
    .update(sessions)
    .set({ lastSeenAt: at.now, ...here })
    .where(eq(sessions.id, sessionId))
}

async function selectSession(tx: Tx, sessionId: string, brandId: string, now: Date) {
  const [row] = await tx
    .select({
      user: {
        id: users.id,
        userName: users.userName,
        displayName: users.displayName,
        locale: users.locale,
        role: users.role,
        kits: users.canManageKits,
        configure: users.canConfigure,
        restore: users.canRestore,
        comment: users.canComment,
      },
      reseller: {
        id: resellers.id,
        name: resellers.name,
        product: resellers.product,
        pack: resellers.pack,
        administrationOption: resellers.administrationOption,
        timeZone: resellers.timeZone,
      },
      resellerSuspendedAt: resellers.suspendedAt,
      actingSpaceId: spaces.id,
      actingSpaceName: spaces.name,
      lostSpaceName: sessions.actingSpaceName,
      lastSeenAt: sessions.lastSeenAt,
      spaceIds: sql<string[]>`array(select ${userSpaces.spaceId}::text from ${userSpaces} where ${userSpaces.userId} = ${users.id})`,
    })
    .from(sessions)
    .innerJoin(users, and(eq(users.id, sessions.userId), eq(users.brandId, sessions.brandId)))
    .leftJoin(resellers, eq(resellers.id, users.resellerId))
    .leftJoin(spaces, and(eq(spaces.resellerId, users.resellerId), eq(spaces.id, sessions.actingSpaceId)))
    .where(and(eq(sessions.id, sessionId), eq(sessions.brandId, brandId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
  return row
}
