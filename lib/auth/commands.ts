import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { auditEvents, resellers, sessions, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { verifyPassword } from '@/lib/crypto/password'
import { fail, ok, type Result } from '@/lib/errors'
import type { Brand } from '@/lib/hosts/types'
import type { SignIn } from './schema'
import type { OperatorActor, UserActor } from './types'

export const SESSION_DAYS = 7

type Origin = { now: Date; address: string | null; userAgent: string | null }

/**
 * Opens a session for a user of this host's brand. One reason for every cause - unknown name, wrong password, user of
 * another brand, suspended reseller - and the same work for each (requirements A2, A3).
 */
export async function signIn(brand: Brand, input: SignIn, origin: Origin): Promise<Result<{ sessionId: string }, 'invalid_credentials'>> {
  const user = await withSystem('sign-in', (tx) => findCredentials(tx, brand.id, input.userName))
  const right = await verifyPassword(user?.passwordHash, input.password)
  if (!user || !right || user.suspendedAt) {
    if (user) await withSystem('sign-in', (tx) => auditSignIn(tx, user, 'session.refused', origin))
    return fail('invalid_credentials')
  }
  return withSystem('sign-in', async (tx) => {
    const expiresAt = new Date(origin.now.getTime() + SESSION_DAYS * 86_400_000)
    const [session] = await tx
      .insert(sessions)
      .values({
        userId: user.id,
        brandId: brand.id,
        resellerId: user.resellerId,
        address: origin.address,
        userAgent: origin.userAgent,
        expiresAt,
      })
      .returning({ id: sessions.id })
    if (!session) throw new Error('no session was stored')
    await tx.update(users).set({ lastSignInAt: origin.now }).where(eq(users.id, user.id))
    await auditSignIn(tx, user, 'session.opened', origin)
    return ok({ sessionId: session.id })
  })
}

/** Ends the session that the actor came with; its cookie is worth nothing from then on, on any host. */
export async function signOut(actor: UserActor | OperatorActor, now: Date): Promise<void> {
  await withSystem('sign-out', async (tx) => {
    await revoke(tx, actor.sessionId, now)
    const resellerId = actor.kind === 'user' ? actor.resellerId : null
    await audit(tx, actor, 'session.closed', { kind: 'session', id: actor.sessionId, name: actor.userName, resellerId })
  })
}

/** Ends a session of which no more is known than its id, as next-auth's own sign-out does. */
export async function revokeSession(sessionId: string, now: Date): Promise<void> {
  await withSystem('sign-out', (tx) => revoke(tx, sessionId, now))
}

const revoke = (tx: Tx, sessionId: string, now: Date) =>
  tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))

/** Keeps the language that the user chose for pages and mails. */
export async function chooseLanguage(actor: UserActor | OperatorActor, locale: 'fr' | 'en'): Promise<void> {
  await withSystem('own profile', (tx) => tx.update(users).set({ locale }).where(eq(users.id, actor.userId)))
}

type Credentials = {
  id: string
  userName: string
  passwordHash: string | null
  resellerId: string | null
  role: string
  suspendedAt: Date | null
}

async function findCredentials(tx: Tx, brandId: string, userName: string): Promise<Credentials | undefined> {
  const [row] = await tx
    .select({
      id: users.id,
      userName: users.userName,
      passwordHash: users.passwordHash,
      resellerId: users.resellerId,
      role: users.role,
      suspendedAt: resellers.suspendedAt,
    })
    .from(users)
    .leftJoin(resellers, eq(resellers.id, users.resellerId))
    .where(and(eq(users.brandId, brandId), eq(sql`lower(${users.userName})`, sql`lower(${userName})`)))
  return row
}

async function auditSignIn(tx: Tx, user: Credentials, action: string, origin: Origin): Promise<void> {
  await tx.insert(auditEvents).values({
    resellerId: user.resellerId,
    actorKind: user.role === 'operator' ? 'operator' : 'user',
    actorId: user.id,
    actorName: user.userName,
    action,
    subjectKind: 'user',
    subjectId: user.id,
    subjectName: user.userName,
    address: origin.address,
  })
}
