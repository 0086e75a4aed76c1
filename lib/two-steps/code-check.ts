import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { recoveryCodes, secondFactors } from '@/db/schema'
import { unseal } from '@/lib/crypto/seal'
import { hashRecoveryCode } from './recovery-codes'
import { matchTotp } from './totp'

export const WRONG_CODE_LIMIT = 8
export const CODE_LOCK_SECONDS = 15 * 60

export type CodeCheck =
  | { ok: true; by: 'authenticator' | 'recovery_code' }
  /** `opens` is set while codes of the authenticator are not looked at; `locks` when it was this code that made it so. */
  | { ok: false; opens: Date | null; locks: boolean }

/**
 * Whether the code is one of the user's: of the authenticator, or a recovery code that has not been used. After 8 wrong ones in a row
 * the authenticator's are not looked at for 15 minutes; a recovery code opens at any time, and so does an administrator. Counts in `tx`,
 * which has to be committed also when the code is wrong; two checks at once come one after the other.
 */
export async function checkCode(tx: Tx, userId: string, typed: string, now: Date): Promise<CodeCheck> {
  const [factor] = await tx.select().from(secondFactors).where(eq(secondFactors.userId, userId)).for('update')
  if (!factor) return { ok: false, opens: null, locks: false }
  const keep = (values: Partial<typeof factor>) => tx.update(secondFactors).set(values).where(eq(secondFactors.userId, userId))
  if (await spendRecoveryCode(tx, userId, typed, now)) {
    await keep({ failures: 0, lockedUntil: null })
    return { ok: true, by: 'recovery_code' }
  }
  if (factor.lockedUntil && factor.lockedUntil > now) return { ok: false, opens: factor.lockedUntil, locks: false }
  const step = matchTotp(unseal(factor.secretSealed), typed, now, factor.lastStep)
  if (step !== null) {
    await keep({ lastStep: step, failures: 0, lockedUntil: null })
    return { ok: true, by: 'authenticator' }
  }
  const failures = factor.failures + 1
  if (failures < WRONG_CODE_LIMIT) {
    await keep({ failures })
    return { ok: false, opens: null, locks: false }
  }
  const opens = new Date(now.getTime() + CODE_LOCK_SECONDS * 1000)
  await keep({ failures: 0, lockedUntil: opens })
  return { ok: false, opens, locks: true }
}

async function spendRecoveryCode(tx: Tx, userId: string, typed: string, now: Date): Promise<boolean> {
  const codeHash = hashRecoveryCode(typed)
  if (!codeHash) return false
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.codeHash, codeHash), isNull(recoveryCodes.usedAt)))
    .returning({ userId: recoveryCodes.userId })
  return used.length > 0
}
