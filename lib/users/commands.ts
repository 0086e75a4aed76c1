import { eq, sql } from 'drizzle-orm'
import { breaks, type Tx, withActor } from '@/db/client'
import { invitations, userSpaces, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { administer } from '@/lib/auth/administration'
import { voidResets } from '@/lib/auth/password-reset'
import { endSessions } from '@/lib/auth/sessions'
import type { UserActor } from '@/lib/auth/types'
import { hashPassword } from '@/lib/crypto/password'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { issueInvitation } from '@/lib/invitations/issuing'
import { lockReseller } from '@/lib/resellers/lock'
import { type AddUserFailure, allotSpaces, insertUser, mayAddTo, refuseUnknownSpace, rightColumns, type UserManager } from './adding'
import { hasOtherAdministrator, userVersion } from './queries'
import {
  type AddUser,
  addUserSchema,
  type DeleteUser,
  type InviteUser,
  inviteUserSchema,
  type SetUserPassword,
  type UpdateUser,
  updateUserSchema,
} from './schema'

/** Adds a user with a password (requirements B1, G1). Throws as `administer`. */
export async function addUser(actor: UserManager, input: AddUser): Promise<Result<{ userId: string }, AddUserFailure>> {
  const { password, ...user } = addUserSchema.parse(input)
  mayAddTo(actor, user)
  const passwordHash = await hashPassword(password)
  return withActor(actor, async (tx) => {
    const result = await insertUser(tx, user, passwordHash)
    if (!result.ok) return result
    await audit(tx, actor, 'user.added', subject({ ...user, id: result.value.userId }), { role: user.role, rights: user.rights })
    return result
  }).catch(refuseUnknownSpace)
}

/** Adds a user who chooses the password by the link of an invitation mail (requirements B1). Throws as `administer`. */
export async function inviteUser(actor: UserManager, input: InviteUser, now: Date): Promise<Result<{ userId: string }, AddUserFailure>> {
  const user = inviteUserSchema.parse(input)
  mayAddTo(actor, user)
  return withActor(actor, async (tx) => {
    const result = await insertUser(tx, user, null)
    if (!result.ok) return result
    await issueInvitation(tx, actor, result.value.userId, now)
    await audit(tx, actor, 'user.invited', subject({ ...user, id: result.value.userId }), { role: user.role, rights: user.rights })
    return result
  }).catch(refuseUnknownSpace)
}

type UpdateFailure = AddUserFailure | 'changed_meanwhile' | 'last_administrator'

/**
 * Changes who a user is, its role, its spaces and its rights; they hold from its next request on (requirements B1-B3). The last
 * administrator stays one, also when two are demoted at once (B6). Who was invited at another address is so anew, and `invited`. Throws
 * NotFoundError.
 */
export async function updateUser(actor: UserActor, input: UpdateUser, now: Date): Promise<Result<{ invited: boolean }, UpdateFailure>> {
  administer(actor)
  const { userId, version, rights, spaceIds, ...facts } = updateUserSchema.parse(input)
  return withActor(actor, async (tx): Promise<Result<{ invited: boolean }, UpdateFailure>> => {
    const user = await lockUser(tx, actor, userId)
    if (user.version !== version) return fail('changed_meanwhile')
    const isDemoted = user.role === 'administrator' && facts.role === 'member'
    if (isDemoted && !(await hasOtherAdministrator(tx, user))) return fail('last_administrator')
    await tx
      .update(users)
      .set({ ...facts, ...rightColumns(rights) })
      .where(eq(users.id, user.id))
    await tx.delete(userSpaces).where(eq(userSpaces.userId, user.id))
    if (facts.role === 'member') await allotSpaces(tx, { userId: user.id, resellerId: user.resellerId }, spaceIds)
    const invited = !user.hasPassword && facts.email !== user.email
    if (invited) await issueInvitation(tx, actor, user.id, now)
    await audit(tx, actor, 'user.updated', subject(user), { ...facts, rights, spaceIds })
    return ok({ invited })
  }).catch((error: unknown) => (breaks(error, 'users_user_name') ? fail('user_name_taken') : refuseUnknownSpace(error)))
}

/** Gives a user another password and ends its sessions, the actor's own apart, with what leads to one (requirements B2). Throws NotFoundError. */
export async function setUserPassword(actor: UserActor, input: SetUserPassword, now: Date): Promise<Result<void>> {
  administer(actor)
  const passwordHash = await hashPassword(input.password)
  return withActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, input.userId)
    await tx.update(users).set({ passwordHash }).where(eq(users.id, user.id))
    await tx.delete(invitations).where(eq(invitations.userId, user.id))
    await voidResets(tx, user.id, now)
    await endSessions(tx, user.id, now, actor.sessionId)
    await audit(tx, actor, 'user.password_set', subject(user))
    return ok(undefined)
  })
}

/**
 * Ends all sessions of a user, the actor's own apart, and what is on its way to become one: a sign-in that waits for its code, and a
 * mailed link to a new password. Answers how many sessions were open. Throws NotFoundError.
 */
export async function signUserOut(actor: UserActor, userId: string, now: Date): Promise<Result<{ sessions: number }>> {
  administer(actor)
  return withActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, userId)
    await voidResets(tx, user.id, now)
    const ended = await endSessions(tx, user.id, now, actor.sessionId)
    await audit(tx, actor, 'user.signed_out', subject(user), { sessions: ended })
    return ok({ sessions: ended })
  })
}

/**
 * Deletes a user: its sessions are gone at their next request, what the audit log says of it stays (requirements B1, B6). `confirmation`
 * is the user name. The last administrator stays, also when two are deleted at once. Throws NotFoundError.
 */
export async function deleteUser(
  actor: UserActor,
  input: DeleteUser,
): Promise<Result<void, 'confirmation_differs' | 'last_administrator'>> {
  administer(actor)
  return withActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, input.userId)
    if (user.userName !== input.confirmation) return fail('confirmation_differs')
    if (user.role === 'administrator' && !(await hasOtherAdministrator(tx, user))) return fail('last_administrator')
    await tx.delete(users).where(eq(users.id, user.id))
    await audit(tx, actor, 'user.deleted', subject(user))
    return ok(undefined)
  })
}

/** A user of the actor's account; the account is held, so that of two who remove administrators the second sees what the first did. */
async function lockUser(tx: Tx, actor: UserActor, userId: string) {
  const id = parseId(userId, 'user')
  const { id: resellerId } = await lockReseller(tx, actor.resellerId)
  const { userName, email, role } = users
  const [user] = await tx
    .select({ id: users.id, userName, email, role, hasPassword: sql<boolean>`${users.passwordHash} is not null`, version: userVersion })
    .from(users)
    .where(eq(users.id, id))
  return { ...found(user, 'user'), resellerId }
}

const subject = (user: { id: string; userName: string; resellerId: string | null }) => ({
  kind: 'user' as const,
  id: user.id,
  name: user.userName,
  resellerId: user.resellerId,
})
