import { withActor } from '@/db/client'
import { userSpaces, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { hashPassword } from '@/lib/crypto/password'
import { fail, ok, type Result } from '@/lib/errors'
import { newPasswordOf } from './password-rule'
import { type AddUser, addUserSchema } from './schema'

/** Adds a user of a brand, with a password (requirements B1, G1). */
export async function addUser(actor: OperatorActor | SystemActor, input: AddUser): Promise<Result<{ userId: string }, 'user_name_taken'>> {
  const { password, rights, spaceIds, ...values } = addUserSchema.parse(input)
  newPasswordOf(values.userName).parse(password)
  const passwordHash = await hashPassword(password)
  const granted = { canManageKits: rights.kits, canConfigure: rights.configure, canRestore: rights.restore, canComment: rights.comment }
  return withActor(actor, async (tx) => {
    const [user] = await tx
      .insert(users)
      .values({ ...values, ...granted, passwordHash })
      .onConflictDoNothing()
      .returning({ id: users.id })
    if (!user) return fail('user_name_taken')
    const { resellerId } = values
    if (resellerId && spaceIds.length > 0) {
      await tx.insert(userSpaces).values(spaceIds.map((spaceId) => ({ resellerId, userId: user.id, spaceId })))
    }
    await audit(tx, actor, 'user.added', { kind: 'user', id: user.id, name: values.userName, resellerId })
    return ok({ userId: user.id })
  })
}
