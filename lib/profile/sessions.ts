import { and, eq, gt, isNull } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { sessions } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { endSessions } from '@/lib/auth/sessions'
import { allow, found, ok, type Result } from '@/lib/errors'
import { ownSubject } from './own-password'
import { canUseProfile } from './policy'
import type { OwnActor } from './types'

/** Ends one of the own sessions, wherever it is open. One of another user is a 404, and so is one that has ended. */
export async function endOwnSession(actor: OwnActor, sessionId: string, now: Date): Promise<Result<void>> {
  allow(canUseProfile(actor))
  return withSystem('own sessions', async (tx) => {
    const [ended] = await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, actor.userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
      .returning({ id: sessions.id })
    const { id } = found(ended, 'session')
    await audit(tx, actor, 'session.ended', { ...ownSubject(actor), kind: 'session', id })
    return ok(undefined)
  })
}

/** Ends all own sessions but the one that asks. Answers how many. */
export async function endOtherSessions(actor: OwnActor, now: Date): Promise<Result<number>> {
  allow(canUseProfile(actor))
  return withSystem('own sessions', async (tx) => {
    const ended = await endSessions(tx, actor.userId, now, actor.sessionId)
    await audit(tx, actor, 'user.sessions_ended', ownSubject(actor), { endedSessions: ended })
    return ok(ended)
  })
}
