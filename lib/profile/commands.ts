import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { voidResets } from '@/lib/auth/password-reset'
import { endSessions } from '@/lib/auth/sessions'
import type { Origin } from '@/lib/auth/types'
import { hashPassword } from '@/lib/crypto/password'
import { allow, fail, ok, type Result } from '@/lib/errors'
import type { PasswordFault } from '@/lib/users/password-faults'
import { passwordFault } from '@/lib/users/password-rule'
import { mailSecurityNotice } from './mails'
import { checkOwnPassword, ownSubject, type PasswordRefusal } from './own-password'
import { canUseProfile } from './policy'
import type { ChangeEmail, ChangePassword, UpdateProfile } from './schema'
import type { OwnActor } from './types'

/** Sets the own name and language. Runs through the system role, since an operator has no reseller; it reaches the own row alone. */
export async function updateProfile(actor: OwnActor, input: UpdateProfile): Promise<Result<void>> {
  allow(canUseProfile(actor))
  return withSystem('own profile', async (tx) => {
    await tx.update(users).set(input).where(eq(users.id, actor.userId))
    await audit(tx, actor, 'user.profile_updated', ownSubject(actor), input)
    return ok(undefined)
  })
}

/** Sets the own e-mail address; asks for the password and tells the old address. Links that were mailed to it are void. */
export async function changeEmail(
  actor: OwnActor,
  input: ChangeEmail,
  origin: Origin,
): Promise<Result<void, 'unchanged'> | PasswordRefusal> {
  const checked = await checkOwnPassword(actor, input.password, origin.now)
  if (!checked.ok) return checked
  return withSystem('own profile', async (tx) => {
    const user = await lockSelf(tx, actor, checked.value.passwordHash)
    if (!user) return fail('wrong_password')
    if (user.email === input.email) return fail('unchanged')
    await tx.update(users).set({ email: input.email }).where(eq(users.id, actor.userId))
    await voidResets(tx, actor.userId, origin.now)
    await audit(tx, actor, 'user.email_changed', ownSubject(actor), { from: user.email, to: input.email })
    await mailSecurityNotice(tx, actor.userId, 'emailChanged', origin, { key: randomUUID(), to: user.email, newEmail: input.email })
    return ok(undefined)
  })
}

/** Sets the own password; asks for the current one. All other sessions end, mailed links are void, and a mail tells of it. */
export async function changePassword(
  actor: OwnActor,
  input: ChangePassword,
  origin: Origin,
): Promise<Result<void, 'unchanged' | PasswordFault> | PasswordRefusal> {
  const checked = await checkOwnPassword(actor, input.current, origin.now)
  if (!checked.ok) return checked
  const fault = passwordFault(input.next, actor.userName)
  if (fault) return fail(fault)
  if (input.next === input.current) return fail('unchanged')
  const passwordHash = await hashPassword(input.next)
  return withSystem('own profile', async (tx) => {
    if (!(await lockSelf(tx, actor, checked.value.passwordHash))) return fail('wrong_password')
    await tx.update(users).set({ passwordHash }).where(eq(users.id, actor.userId))
    await voidResets(tx, actor.userId, origin.now)
    const ended = await endSessions(tx, actor.userId, origin.now, actor.sessionId)
    await audit(tx, actor, 'user.password_changed', ownSubject(actor), { endedSessions: ended })
    await mailSecurityNotice(tx, actor.userId, 'passwordChanged', origin, { key: randomUUID() })
    return ok(undefined)
  })
}

/** Holds the own row, if its password is still the one that was checked. */
async function lockSelf(tx: Tx, actor: OwnActor, passwordHash: string): Promise<{ email: string } | undefined> {
  const [user] = await tx
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.id, actor.userId), eq(users.passwordHash, passwordHash)))
    .for('update')
  return user
}
