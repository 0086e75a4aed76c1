import { eq } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { admit, clearAttempts, passwordAccount, settleFailed, type TooMany } from '@/lib/auth/attempts'
import { verifyPassword } from '@/lib/crypto/password'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { canUseProfile } from './policy'
import type { OwnActor } from './types'

export type PasswordRefusal = { ok: false; reason: 'wrong_password' } | TooMany

/**
 * Asks for the own password again before something that a stolen session must not do. Counts as the sign-in does: after 5 wrong ones
 * neither takes any for a while. Answers the hash that was right, so that the command can hold on to it.
 */
export async function checkOwnPassword(
  actor: OwnActor,
  password: string,
  now: Date,
): Promise<Result<{ passwordHash: string }> | PasswordRefusal> {
  allow(canUseProfile(actor))
  const account = passwordAccount(actor.brandId, actor.userName, actor.userId)
  const admitted = await admit({ kind: 'password', account, address: null }, now)
  if (!admitted.ok) return admitted
  const [user] = await withSystem('own password', (tx) =>
    tx.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, actor.userId)),
  )
  const { passwordHash } = found(user, 'user')
  const right = await verifyPassword(passwordHash, password)
  return withSystem('own password', async (tx) => {
    if (right && passwordHash) {
      await clearAttempts(tx, { kind: 'password', account }, admitted.value)
      return ok({ passwordHash })
    }
    const isLast = await settleFailed(tx, admitted.value)
    await audit(tx, actor, isLast ? 'user.sign_in_locked' : 'user.password_refused', ownSubject(actor))
    return fail('wrong_password')
  })
}

/** The actor as what a command is about. */
export const ownSubject = (actor: OwnActor) =>
  ({ kind: 'user', id: actor.userId, name: actor.userName, resellerId: actor.kind === 'user' ? actor.resellerId : null }) as const
