import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { resellers, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { issueInvitation } from '@/lib/invitations/issuing'
import { inviteUser } from '@/lib/users/commands'
import type { InviteAdministrator } from './schema'

const ALL_RIGHTS = { kits: true, configure: true, restore: true, comment: true }

/** Invites one more administrator, who may do everything in the account (requirements G1). Throws NotFoundError. */
export async function inviteAdministrator(
  actor: OperatorActor | SystemActor,
  { resellerId, ...user }: InviteAdministrator,
  now: Date,
): Promise<Result<{ userId: string }, 'user_name_taken'>> {
  const id = parseId(resellerId, 'reseller')
  const [row] = await withActor(actor, (tx) => tx.select().from(resellers).where(eq(resellers.id, id)))
  const { brandId, locale } = found(row, 'reseller')
  const result = await inviteUser(actor, { ...user, brandId, locale, resellerId: id, role: 'administrator', rights: ALL_RIGHTS }, now)
  if (result.ok || result.reason === 'user_name_taken') return result as Result<{ userId: string }, 'user_name_taken'>
  throw new Error(`an administrator has no spaces, and yet: ${result.reason}`)
}

/** Sends an invited user of any account a new link; the one before is worth nothing from then on. Throws NotFoundError. */
export function resendFirstInvitation(
  actor: OperatorActor | SystemActor,
  userId: string,
  now: Date,
): Promise<Result<void, 'already_accepted'>> {
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select()
      .from(users)
      .where(eq(users.id, parseId(userId, 'user')))
      .for('update')
    const user = found(row?.resellerId ? row : null, 'user')
    if (user.passwordHash) return fail('already_accepted')
    await issueInvitation(tx, actor, user.id, now)
    const subject = { kind: 'user' as const, id: user.id, name: user.userName, resellerId: user.resellerId }
    await audit(tx, actor, 'user.invited', subject, { email: user.email })
    return ok(undefined)
  })
}
