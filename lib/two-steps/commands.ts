import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { type Tx, withActor, withSystem } from '@/db/client'
import { recoveryCodes, secondFactors, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { secondsUntil } from '@/lib/auth/attempts'
import type { OperatorActor, Origin, SystemActor, UserActor } from '@/lib/auth/types'
import { seal } from '@/lib/crypto/seal'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { mailSecurityNotice } from '@/lib/profile/mails'
import { checkOwnPassword, ownSubject, type PasswordRefusal } from '@/lib/profile/own-password'
import type { OwnActor } from '@/lib/profile/types'
import { checkCode } from './code-check'
import { readEnrolment } from './enrolment'
import { canResetTwoSteps } from './policy'
import { createRecoveryCodes, hashRecoveryCode } from './recovery-codes'
import type { Activate, Proof } from './schema'
import { matchTotp } from './totp'

type Codes = { recoveryCodes: string[] }
export type ProofRefusal =
  | PasswordRefusal
  | { ok: false; reason: 'wrong_code' | 'not_on' }
  | { ok: false; reason: 'codes_locked'; waitSeconds: number }

/** Switches the second step on, once the authenticator has shown a right code. Answers the recovery codes, which are shown this once. */
export async function activateTwoSteps(
  actor: OwnActor,
  input: Activate,
  origin: Origin,
): Promise<Result<Codes, 'wrong_code' | 'expired' | 'already_on'> | PasswordRefusal> {
  const enrolment = readEnrolment(actor, input.sealed, origin.now)
  if (!enrolment) return fail('expired')
  const step = matchTotp(enrolment.secret, input.code, origin.now, 0)
  if (step === null) return fail('wrong_code')
  const checked = await checkOwnPassword(actor, input.password, origin.now)
  if (!checked.ok) return checked
  return withSystem('own second step', async (tx) => {
    const added = await tx
      .insert(secondFactors)
      .values({
        userId: actor.userId,
        resellerId: actor.kind === 'user' ? actor.resellerId : null,
        secretSealed: seal(enrolment.secret),
        lastStep: step,
        activatedAt: origin.now,
      })
      .onConflictDoNothing()
      .returning({ userId: secondFactors.userId })
    if (added.length === 0) return fail('already_on')
    const codes = await replaceRecoveryCodes(tx, actor.userId)
    await audit(tx, actor, 'user.two_steps_on', ownSubject(actor))
    await mailSecurityNotice(tx, actor.userId, 'twoStepsOn', origin, { key: randomUUID() })
    return ok({ recoveryCodes: codes })
  })
}

/** Makes new recovery codes; the old ones are void. Asks for password and code. */
export async function renewRecoveryCodes(actor: OwnActor, proof: Proof, origin: Origin): Promise<Result<Codes> | ProofRefusal> {
  return withProof(actor, proof, origin, async (tx) => {
    const codes = await replaceRecoveryCodes(tx, actor.userId)
    await audit(tx, actor, 'user.recovery_codes_renewed', ownSubject(actor))
    await mailSecurityNotice(tx, actor.userId, 'recoveryCodesRenewed', origin, { key: randomUUID() })
    return { recoveryCodes: codes }
  })
}

/** Switches the second step off. Asks for password and code. */
export async function switchOffTwoSteps(actor: OwnActor, proof: Proof, origin: Origin): Promise<Result<void> | ProofRefusal> {
  return withProof(actor, proof, origin, async (tx) => {
    await tx.delete(secondFactors).where(eq(secondFactors.userId, actor.userId))
    await audit(tx, actor, 'user.two_steps_off', ownSubject(actor))
    await mailSecurityNotice(tx, actor.userId, 'twoStepsOff', origin, { key: randomUUID() })
  })
}

/**
 * Takes the second step away from a user who has lost authenticator and recovery codes: by an administrator of the reseller, an
 * operator, or whoever runs the server. Not for oneself, where password and code are asked for. A mail tells the user.
 */
export async function resetTwoSteps(
  actor: UserActor | OperatorActor | SystemActor,
  userId: string,
  now: Date,
): Promise<Result<void, 'not_on' | 'own'>> {
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ id: users.id, name: users.userName, resellerId: users.resellerId })
      .from(users)
      .where(eq(users.id, userId))
    const user = found(row, 'user')
    allow(canResetTwoSteps(actor))
    if (actor.kind !== 'system' && actor.userId === userId) return fail('own')
    const gone = await tx.delete(secondFactors).where(eq(secondFactors.userId, userId)).returning({ userId: secondFactors.userId })
    if (gone.length === 0) return fail('not_on')
    await audit(tx, actor, 'user.two_steps_reset', { kind: 'user', ...user })
    await mailSecurityNotice(tx, userId, 'twoStepsReset', { now, address: null, userAgent: null }, { key: randomUUID() })
    return ok(undefined)
  })
}

/** Does `work` if password and code are right. A wrong code is counted, so the transaction is kept in either case. */
async function withProof<T>(
  actor: OwnActor,
  { password, code }: Proof,
  origin: Origin,
  work: (tx: Tx) => Promise<T>,
): Promise<Result<T> | ProofRefusal> {
  const checked = await checkOwnPassword(actor, password, origin.now)
  if (!checked.ok) return checked
  return withSystem('own second step', async (tx) => {
    if ((await tx.$count(secondFactors, eq(secondFactors.userId, actor.userId))) === 0) return fail('not_on')
    const proved = await checkCode(tx, actor.userId, code, origin.now)
    if (proved.ok) return ok(await work(tx))
    await audit(tx, actor, proved.locks ? 'user.codes_locked' : 'user.code_refused', ownSubject(actor))
    if (proved.locks) await mailSecurityNotice(tx, actor.userId, 'codesLocked', origin, { key: randomUUID() })
    if (proved.opens) return { ok: false, reason: 'codes_locked', waitSeconds: secondsUntil(proved.opens, origin.now) }
    return fail('wrong_code')
  })
}

async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = createRecoveryCodes()
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: found(hashRecoveryCode(code), 'code') })))
  return codes
}
