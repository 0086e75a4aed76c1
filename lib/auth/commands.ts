import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { resellers, sessions, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { verifyPassword } from '@/lib/crypto/password'
import { fail, ok, type Result } from '@/lib/errors'
import type { Brand } from '@/lib/hosts/types'
import { closeSupportAccess } from '@/lib/support/commands'
import { admit, clearAttempts, passwordAccount, settleFailed, type TooMany, withdraw } from './attempts'
import type { SignIn } from './schema'
import { hasSecondFactor, startChallenge } from './second-step'
import { auditAtDoor, type Candidate, holdPassword, openSession } from './sessions'
import type { OperatorActor, Origin, UserActor } from './types'

export type SignInRefusal =
  | { ok: false; reason: 'invalid_credentials' }
  | TooMany
  /** The password was right; `confirmSignIn` takes the code. */
  | { ok: false; reason: 'code_required'; challengeId: string }

/** The browser last signed in to `userId`: it is known, so its address does not count against that user (lib/auth/attempts.ts). */
type Door = Origin & { knownUserId?: string | null }

/**
 * Opens a session for a user of this host's brand, or asks for the second step. One reason for every cause - unknown name, wrong
 * password, user of another brand, suspended reseller - and the same work for each (requirements A2, A3). Once there were too many
 * failures, the right password is refused like any other.
 */
export async function signIn(
  brand: Brand,
  input: SignIn,
  origin: Door,
): Promise<Result<{ sessionId: string; userId: string }> | SignInRefusal> {
  const user = await withSystem('sign-in', (tx) => findCredentials(tx, brand.id, input.userName))
  const account = passwordAccount(brand.id, input.userName, user?.id)
  const isKnown = user !== undefined && origin.knownUserId === user.id
  const admitted = await admit({ kind: 'password', account, address: isKnown ? null : origin.address }, origin.now)
  if (!admitted.ok) return admitted
  const attempt = admitted.value
  const right = await verifyPassword(user?.passwordHash ?? undefined, input.password)
  return withSystem('sign-in', async (tx) => {
    if (!user?.passwordHash || !right || user.suspendedAt || !(await holdPassword(tx, user.id, user.passwordHash))) {
      const isLast = await settleFailed(tx, attempt)
      if (user) await auditAtDoor(tx, user, isLast ? 'user.sign_in_locked' : 'session.refused', origin)
      return fail('invalid_credentials')
    }
    if (await hasSecondFactor(tx, user.id)) {
      await withdraw(tx, attempt)
      return { ok: false, reason: 'code_required', ...(await startChallenge(tx, user.id, brand.id, origin.now)) }
    }
    await clearAttempts(tx, { kind: 'password', account }, attempt)
    const session = await openSession(tx, user, brand.id, origin)
    await auditAtDoor(tx, user, 'session.opened', origin)
    return ok({ ...session, userId: user.id })
  })
}

/** Ends the session that the actor came with; its cookie is worth nothing from then on, on any host. */
export async function signOut(actor: UserActor | OperatorActor, now: Date): Promise<void> {
  await withSystem('sign-out', async (tx) => {
    await revoke(tx, actor.sessionId, now)
    if (actor.kind === 'user' && actor.support) await closeSupportAccess(tx, actor, actor.support.accessId, now)
    const resellerId = actor.kind === 'user' ? actor.resellerId : null
    await audit(tx, actor, 'session.closed', { kind: 'session', id: actor.sessionId, name: actor.userName, resellerId })
  })
}

/** Ends a session of which no more is known than its id, as next-auth's own sign-out does. */
export async function revokeSession(sessionId: string, origin: { now: Date; address: string | null }): Promise<void> {
  await withSystem('sign-out', async (tx) => {
    const [session] = await revoke(tx, sessionId, origin.now)
    if (!session) return
    const [user] = await tx.select().from(users).where(eq(users.id, session.userId))
    if (user) await auditAtDoor(tx, user, 'session.closed', origin)
  })
}

const revoke = (tx: Tx, sessionId: string, now: Date) =>
  tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning({ userId: sessions.userId })

/** Keeps the language that the user chose for pages and mails. */
export async function chooseLanguage(actor: UserActor | OperatorActor, locale: 'fr' | 'en'): Promise<void> {
  await withSystem('own profile', async (tx) => {
    const [changed] = await tx
      .update(users)
      .set({ locale })
      .where(and(eq(users.id, actor.userId), sql`${users.locale} is distinct from ${locale}`))
      .returning({ id: users.id, name: users.userName, resellerId: users.resellerId })
    if (changed) await audit(tx, actor, 'user.language_chosen', { kind: 'user', ...changed }, { locale })
  })
}

/** Without a password the user was invited and has not come yet. */
type Credentials = Candidate & { passwordHash: string | null; suspendedAt: Date | null }

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
