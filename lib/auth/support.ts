import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Tx, withSystem } from '@/db/client'
import { resellers, sessions, supportAccesses, userSpaces, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { fail, ok, type Result } from '@/lib/errors'
import { brandUrl } from '@/lib/hosts/links'
import type { Brand } from '@/lib/hosts/types'
import { closeSupportAccess } from '@/lib/support/commands'
import { hashLink } from '@/lib/support/link'
import { accountOf } from './account'
import type { Claims } from './schema'
import { mint, type Origin, type UserActor } from './types'

type At = Pick<Origin, 'now' | 'address'>

const operators = alias(users, 'operators')
const givers = alias(users, 'givers')
const consoles = alias(sessions, 'consoles')

/**
 * The operator who looks into an account by its code, as an actor of that account: seeing what the user sees who gave the code, without
 * rights but that one's to restore, in transactions that cannot write unless it restores (requirements G3). Null once the look has ended,
 * by itself, by the account, or with the operator's session in the console.
 */
export async function findSupportActor(claims: Claims, brand: Pick<Brand, 'id' | 'locale'>, at: At): Promise<UserActor | null> {
  const row = await withSystem('support look-up', (tx) => selectVisit(tx, claims.sessionId, brand.id, at.now))
  if (!row) return null
  const { access, operator, giver, reseller } = row
  const spaceIds = giver.role === 'administrator' ? ('all' as const) : row.spaceIds
  const scope = { kind: 'tenant' as const, resellerId: reseller.id, spaceIds, readOnly: true }
  return mint<UserActor>({
    kind: 'user',
    scope,
    home: scope,
    acting: null,
    lostSpaceName: null,
    // No user bears this id: what belongs to a user alone, such as a password, is out of reach.
    userId: access.id,
    sessionId: claims.sessionId,
    resellerId: reseller.id,
    brandId: brand.id,
    userName: operator.userName,
    displayName: operator.displayName,
    role: 'member',
    rights: { kits: false, configure: false, restore: giver.restore, comment: false },
    locale: operator.locale ?? brand.locale,
    account: accountOf(reseller),
    address: at.address,
    support: { accessId: access.id, operatorUserId: operator.id, grantedByName: access.grantedByName, expiresAt: access.expiresAt },
  })
}

/** The support as whom it restores for the account, the one thing that it may write, where who gave the code may; anybody else as they are. */
export const asRestorer = (actor: UserActor): UserActor =>
  actor.support && actor.rights.restore ? mint<UserActor>({ ...actor, scope: { ...actor.scope, readOnly: false } }) : actor

/** Follows the one-time link from the console: opens a session on the account's host that ends with the look. */
export async function enterSupportAccess(
  brand: Brand,
  token: string,
  origin: Origin,
): Promise<Result<{ sessionId: string }, 'invalid_link'>> {
  const { now, address, userAgent } = origin
  return withSystem('support link', async (tx) => {
    const [access] = await tx
      .update(supportAccesses)
      .set({ linkHash: null, linkExpiresAt: null, enteredAt: now })
      .from(resellers)
      .where(
        and(
          eq(supportAccesses.linkHash, hashLink(token)),
          gt(supportAccesses.linkExpiresAt, now),
          eq(resellers.id, supportAccesses.resellerId),
          eq(resellers.brandId, brand.id),
        ),
      )
      .returning({
        id: supportAccesses.id,
        userId: supportAccesses.operatorUserId,
        resellerId: supportAccesses.resellerId,
        expiresAt: supportAccesses.expiresAt,
      })
    if (!access) return fail('invalid_link')
    const { id: supportAccessId, userId, resellerId, expiresAt } = access
    const [session] = await tx
      .insert(sessions)
      .values({ userId, brandId: brand.id, resellerId, supportAccessId, address, userAgent, createdAt: now, lastSeenAt: now, expiresAt })
      .returning({ id: sessions.id })
    if (!session) throw new Error('no session was stored')
    const visit = await selectVisit(tx, session.id, brand.id, now)
    // The look has ended since the link was made: as if there were none.
    if (!visit) {
      await tx.delete(sessions).where(eq(sessions.id, session.id))
      return fail('invalid_link')
    }
    const subject = { kind: 'reseller' as const, id: resellerId, name: visit.reseller.name, resellerId }
    const { id: actorId, userName: actorName } = visit.operator
    await audit(tx, { kind: 'operator', userId: actorId, userName: actorName, address }, 'support.entered', subject, {
      grantedBy: visit.access.grantedByName,
    })
    return ok({ sessionId: session.id })
  })
}

/** Ends the look that this actor came by. Answers the console's address, to go back to. */
export async function quitSupportAccess(actor: UserActor, now: Date): Promise<string | null> {
  const { support } = actor
  if (!support) return null
  return withSystem('support ends', async (tx) => {
    await closeSupportAccess(tx, actor, support.accessId, now)
    const [operator] = await tx.select({ brandId: users.brandId }).from(users).where(eq(users.id, support.operatorUserId))
    return operator ? brandUrl(tx, operator.brandId, '/operator/support') : null
  })
}

async function selectVisit(tx: Tx, sessionId: string, brandId: string, now: Date) {
  const [row] = await tx
    .select({
      access: { id: supportAccesses.id, grantedByName: supportAccesses.grantedByName, expiresAt: supportAccesses.expiresAt },
      operator: { id: operators.id, userName: operators.userName, displayName: operators.displayName, locale: operators.locale },
      giver: { role: givers.role, restore: givers.canRestore },
      reseller: {
        id: resellers.id,
        name: resellers.name,
        product: resellers.product,
        pack: resellers.pack,
        administrationOption: resellers.administrationOption,
        timeZone: resellers.timeZone,
      },
      spaceIds: sql<string[]>`array(select ${userSpaces.spaceId}::text from ${userSpaces} where ${userSpaces.userId} = ${givers.id})`,
    })
    .from(sessions)
    .innerJoin(supportAccesses, eq(supportAccesses.id, sessions.supportAccessId))
    .innerJoin(operators, and(eq(operators.id, supportAccesses.operatorUserId), eq(operators.role, 'operator')))
    .innerJoin(givers, eq(givers.id, supportAccesses.grantedByUserId))
    .innerJoin(resellers, and(eq(resellers.id, supportAccesses.resellerId), eq(resellers.brandId, sessions.brandId)))
    .leftJoin(consoles, eq(consoles.id, supportAccesses.operatorSessionId))
    .where(
      and(
        eq(sessions.id, sessionId),
        eq(sessions.brandId, brandId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        isNull(supportAccesses.endedAt),
        gt(supportAccesses.expiresAt, now),
        isNull(resellers.suspendedAt),
        or(isNull(supportAccesses.operatorSessionId), and(isNull(consoles.revokedAt), gt(consoles.expiresAt, now))),
      ),
    )
  return row
}
