import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { auditEvents, sessions, signInChallenges, users } from '@/db/schema'
import type { Origin } from './types'

export const SESSION_DAYS = 7

/** A user at the door: found by name, not yet an actor. */
export type Candidate = { id: string; userName: string; resellerId: string | null; role: 'operator' | 'administrator' | 'member' }

/** Opens a session for a user who has proved to be it. */
export async function openSession(tx: Tx, user: Candidate, brandId: string, origin: Origin): Promise<{ sessionId: string }> {
  const expiresAt = new Date(origin.now.getTime() + SESSION_DAYS * 86_400_000)
  const { address, userAgent, now } = origin
  const [session] = await tx
    .insert(sessions)
    .values({ userId: user.id, brandId, resellerId: user.resellerId, address, userAgent, createdAt: now, lastSeenAt: now, expiresAt })
    .returning({ id: sessions.id })
  if (!session) throw new Error('no session was stored')
  await tx.update(users).set({ lastSignInAt: now }).where(eq(users.id, user.id))
  return { sessionId: session.id }
}

/**
 * Whether the password that was checked is still the user's; holds it so until the transaction ends. Otherwise a sign-in under way
 * would outlive the change of the password that is meant to end it. Held as the session's opening writes it: two at once that held it
 * shared would each wait for the other.
 */
export async function holdPassword(tx: Tx, userId: string, passwordHash: string): Promise<boolean> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.passwordHash, passwordHash)))
    .for('no key update')
  return rows.length > 0
}

/** Ends the user's sessions, but for `keep`, and what is on its way to become one. Answers how many were open. */
export async function endSessions(tx: Tx, userId: string, now: Date, keep?: string): Promise<number> {
  // First, since a code that is just being checked holds its challenge: what it opens is then seen below.
  await tx.delete(signInChallenges).where(eq(signInChallenges.userId, userId))
  const others = keep ? ne(sessions.id, keep) : undefined
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), others))
    .returning({ expiresAt: sessions.expiresAt })
  return ended.filter(({ expiresAt }) => expiresAt > now).length
}

/** Writes what happened at the door to a user who is not signed in. */
export async function auditAtDoor(
  tx: Tx,
  user: Candidate,
  action: string,
  origin: Pick<Origin, 'address'>,
  detail: Record<string, unknown> = {},
) {
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
    detail,
  })
}
