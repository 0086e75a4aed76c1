import { eq } from 'drizzle-orm'
import { type Tx, withActor, withSystem } from '@/db/client'
import { auditEvents, invitations, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { administer } from '@/lib/auth/administration'
import type { UserActor } from '@/lib/auth/types'
import { hashPassword } from '@/lib/crypto/password'
import { fail, found, ok, type Result } from '@/lib/errors'
import type { Brand } from '@/lib/hosts/types'
import { parseId } from '@/lib/ids'
import { issueInvitation } from './issuing'
import { invitationOf } from './queries'
import type { AcceptInvitation } from './schema'

/** Sends an invited user a new link; the one before is worth nothing from then on. Throws as `administer`, and NotFoundError. */
export async function resendInvitation(actor: UserActor, userId: string, now: Date): Promise<Result<void, 'already_accepted'>> {
  administer(actor)
  return withActor(actor, async (tx) => {
    const user = await lockInvited(tx, userId)
    if (user.passwordHash) return fail('already_accepted')
    await issueInvitation(tx, actor, user.id, now)
    await audit(tx, actor, 'user.invited', subject(user))
    return ok(undefined)
  })
}

/** Takes an invitation back, and with it the user who has not accepted it. Throws as `administer`, and NotFoundError. */
export async function withdrawInvitation(actor: UserActor, userId: string): Promise<Result<void, 'already_accepted'>> {
  administer(actor)
  return withActor(actor, async (tx) => {
    const user = await lockInvited(tx, userId)
    if (user.passwordHash) return fail('already_accepted')
    await tx.delete(users).where(eq(users.id, user.id))
    await audit(tx, actor, 'user.invitation_withdrawn', subject(user))
    return ok(undefined)
  })
}

type Origin = { now: Date; address: string | null }

/**
 * Gives the invited the password that it chose, once, on its own brand's host (requirements B1). A link that was used, replaced,
 * withdrawn, or is of another brand is `unknown`.
 */
export async function acceptInvitation(
  brand: Brand,
  { token, password }: AcceptInvitation,
  origin: Origin,
): Promise<Result<void, 'unknown' | 'expired'>> {
  // Asked before the hash, which is dear, and again in the transaction that uses the link up.
  const known = await withSystem('invitation', (tx) => invitationOf(tx, brand, token, origin.now))
  if (!known) return fail('unknown')
  if (known.state === 'expired') return fail('expired')
  const passwordHash = await hashPassword(password)
  return withSystem('invitation', async (tx) => {
    const [used] = await tx.delete(invitations).where(eq(invitations.tokenHash, known.tokenHash)).returning({ userId: invitations.userId })
    if (!used) return fail('unknown')
    const [user] = await tx.update(users).set({ passwordHash }).where(eq(users.id, used.userId)).returning()
    const { id, userName, resellerId } = found(user, 'user')
    await tx.insert(auditEvents).values({
      resellerId,
      actorKind: 'user',
      actorId: id,
      actorName: userName,
      action: 'user.invitation_accepted',
      subjectKind: 'user',
      subjectId: id,
      subjectName: userName,
      address: origin.address,
    })
    return ok(undefined)
  })
}

async function lockInvited(tx: Tx, userId: string) {
  const { id, userName, resellerId, passwordHash } = users
  const [user] = await tx
    .select({ id, userName, resellerId, passwordHash })
    .from(users)
    .where(eq(id, parseId(userId, 'user')))
    .for('update')
  return found(user, 'user')
}

const subject = (user: { id: string; userName: string; resellerId: string | null }) => ({
  kind: 'user' as const,
  id: user.id,
  name: user.userName,
  resellerId: user.resellerId,
})
