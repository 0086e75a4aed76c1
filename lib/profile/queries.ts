import { and, count, desc, eq, gt, isNull } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { recoveryCodes, secondFactors, sessions, users } from '@/db/schema'
import { browserName } from '@/lib/auth/browser'
import { found } from '@/lib/errors'
import type { OwnActor, OwnProfile, OwnSession } from './types'

/** The own account as the profile shows it. */
export async function getProfile(actor: OwnActor): Promise<OwnProfile> {
  return withSystem('own profile', async (tx) => {
    const [row] = await tx
      .select({
        userName: users.userName,
        displayName: users.displayName,
        email: users.email,
        twoStepsSince: secondFactors.activatedAt,
        recoveryCodesLeft: count(recoveryCodes.codeHash),
      })
      .from(users)
      .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
      .leftJoin(recoveryCodes, and(eq(recoveryCodes.userId, users.id), isNull(recoveryCodes.usedAt)))
      .where(eq(users.id, actor.userId))
      .groupBy(users.id, secondFactors.userId)
    return { ...found(row, 'user'), locale: actor.locale }
  })
}

/** The browsers that are signed in as the actor, the one that asks first, then those that were seen last. */
export async function listOwnSessions(actor: OwnActor, now: Date): Promise<OwnSession[]> {
  const rows = await withSystem('own sessions', (tx) =>
    tx
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        address: sessions.address,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.userId, actor.userId),
          eq(sessions.brandId, actor.brandId),
          isNull(sessions.revokedAt),
          gt(sessions.expiresAt, now),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id)),
  )
  const all = rows.map(({ userAgent, ...row }) => ({ ...row, browser: browserName(userAgent), isCurrent: row.id === actor.sessionId }))
  return [...all.filter(({ isCurrent }) => isCurrent), ...all.filter(({ isCurrent }) => !isCurrent)]
}
