import { and, eq, gt } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { recoveryCodes, resellers, secondFactors, signInChallenges, users } from '@/db/schema'
import { fail, ok, type Result } from '@/lib/errors'
import type { Brand } from '@/lib/hosts/types'
import { mailSecurityNotice } from '@/lib/profile/mails'
import { type CodeCheck, checkCode, WRONG_CODE_LIMIT } from '@/lib/two-steps/code-check'
import { clearAttempts, passwordAccount, secondsUntil } from './attempts'
import { auditAtDoor, type Candidate, openSession } from './sessions'
import type { Origin } from './types'

const CHALLENGE_SECONDS = 10 * 60

/** Keeps that the password was right, for the ten minutes in which the code has to follow. */
export async function startChallenge(tx: Tx, userId: string, brandId: string, now: Date): Promise<{ challengeId: string }> {
  const expiresAt = new Date(now.getTime() + CHALLENGE_SECONDS * 1000)
  const [row] = await tx.insert(signInChallenges).values({ userId, brandId, expiresAt }).returning({ id: signInChallenges.id })
  if (!row) throw new Error('no challenge was stored')
  return { challengeId: row.id }
}

/** Whether a sign-in on this host waits for its code. */
export async function isChallengeOpen(brand: Brand, challengeId: string, now: Date): Promise<boolean> {
  return (await withSystem('sign-in', (tx) => selectChallenge(tx, brand.id, challengeId, now))) !== undefined
}

export type CodeRefusal =
  | { ok: false; reason: 'wrong_code' }
  | { ok: false; reason: 'codes_locked'; waitSeconds: number }
  /** The password was too long ago, was changed meanwhile, or too many codes were wrong. */
  | { ok: false; reason: 'start_over' }

/** The second step of signing in: a code of the authenticator or a recovery code, once the password was right. */
export async function confirmSignIn(
  brand: Brand,
  input: { challengeId: string; code: string },
  origin: Origin,
): Promise<Result<{ sessionId: string; userId: string }> | CodeRefusal> {
  return withSystem('sign-in', async (tx) => {
    const challenge = await selectChallenge(tx, brand.id, input.challengeId, origin.now)
    if (!challenge) return fail('start_over')
    const { user, failures } = challenge
    const checked = await checkCode(tx, user.id, input.code, origin.now)
    if (!checked.ok) return refuse(tx, { id: input.challengeId, failures: failures + 1 }, user, checked, origin)
    await tx.delete(signInChallenges).where(eq(signInChallenges.id, input.challengeId))
    await clearAttempts(tx, { kind: 'password', account: passwordAccount(brand.id, user.userName, user.id) })
    if (checked.by === 'recovery_code') await tellRecoveryCode(tx, user, origin)
    const session = await openSession(tx, user, brand.id, origin)
    await auditAtDoor(tx, user, 'session.opened', origin, { secondStep: checked.by })
    return ok({ ...session, userId: user.id })
  })
}

async function refuse(
  tx: Tx,
  challenge: { id: string; failures: number },
  user: Candidate,
  checked: CodeCheck & { ok: false },
  origin: Origin,
): Promise<CodeRefusal> {
  const { failures } = challenge
  // Recovery codes are looked at also while the authenticator's are not: so their number is bounded here.
  const isLast = failures >= WRONG_CODE_LIMIT
  if (isLast) await tx.delete(signInChallenges).where(eq(signInChallenges.id, challenge.id))
  else await tx.update(signInChallenges).set({ failures }).where(eq(signInChallenges.id, challenge.id))
  await auditAtDoor(tx, user, checked.locks ? 'user.codes_locked' : 'session.code_refused', origin)
  if (checked.locks) await mailSecurityNotice(tx, user.id, 'codesLocked', origin, { key: challenge.id })
  if (checked.opens) return { ok: false, reason: 'codes_locked', waitSeconds: secondsUntil(checked.opens, origin.now) }
  return fail(isLast ? 'start_over' : 'wrong_code')
}

async function tellRecoveryCode(tx: Tx, user: Candidate, origin: Origin): Promise<void> {
  const codes = await tx.select({ usedAt: recoveryCodes.usedAt }).from(recoveryCodes).where(eq(recoveryCodes.userId, user.id))
  const left = codes.filter(({ usedAt }) => usedAt === null).length
  await mailSecurityNotice(tx, user.id, 'recoveryCodeUsed', origin, {
    key: `${user.id}:${codes.length - left}:${origin.now.getTime()}`,
    left,
  })
}

async function selectChallenge(tx: Tx, brandId: string, challengeId: string, now: Date) {
  const [row] = await tx
    .select({
      failures: signInChallenges.failures,
      user: { id: users.id, userName: users.userName, resellerId: users.resellerId, role: users.role },
      suspendedAt: resellers.suspendedAt,
    })
    .from(signInChallenges)
    .innerJoin(users, and(eq(users.id, signInChallenges.userId), eq(users.brandId, signInChallenges.brandId)))
    .leftJoin(resellers, eq(resellers.id, users.resellerId))
    .where(and(eq(signInChallenges.id, challengeId), eq(signInChallenges.brandId, brandId), gt(signInChallenges.expiresAt, now)))
    .for('update', { of: signInChallenges })
  return row?.suspendedAt ? undefined : row
}

/** Whether the user signs in in two steps. */
export async function hasSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.$count(secondFactors, eq(secondFactors.userId, userId))) > 0
}
