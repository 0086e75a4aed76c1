import { breaks, type Tx } from '@/db/client'
import { userSpaces, users } from '@/db/schema'
import { administer } from '@/lib/auth/administration'
import type { OperatorActor, Rights, SystemActor, UserActor } from '@/lib/auth/types'
import { fail, NotFoundError, ok, type Result } from '@/lib/errors'
import type { AddUser } from './schema'

export type UserManager = UserActor | OperatorActor | SystemActor
export type AddUserFailure = 'user_name_taken' | 'unknown_space'

/** An administrator adds users to its own account alone: any other is a 404, as is Administration where it does not exist. */
export function mayAddTo(actor: UserManager, account: { brandId: string; resellerId: string | null }): void {
  if (actor.kind !== 'user') return
  administer(actor)
  if (account.resellerId !== actor.resellerId || account.brandId !== actor.brandId) throw new NotFoundError('reseller not found')
}

type NewUser = Pick<AddUser, 'brandId' | 'resellerId' | 'userName' | 'displayName' | 'email' | 'locale' | 'role'>

/** Stores a user with its rights and spaces, within a command's transaction; without a password it is only invited. */
export async function insertUser(
  tx: Tx,
  { rights, spaceIds, ...user }: NewUser & { rights: Rights; spaceIds: string[] },
  passwordHash: string | null,
): Promise<Result<{ userId: string }, AddUserFailure>> {
  const [row] = await tx
    .insert(users)
    .values({ ...user, ...rightColumns(rights), passwordHash })
    .onConflictDoNothing()
    .returning({ id: users.id })
  if (!row) return fail('user_name_taken')
  if (user.resellerId) await allotSpaces(tx, { userId: row.id, resellerId: user.resellerId }, spaceIds)
  return ok({ userId: row.id })
}

export const rightColumns = (rights: Rights) => ({
  canManageKits: rights.kits,
  canConfigure: rights.configure,
  canRestore: rights.restore,
  canComment: rights.comment,
})

/** Allots spaces to a user; one that does not exist (any more) breaks the transaction, see `refuseUnknownSpace`. */
export async function allotSpaces(tx: Tx, of: { userId: string; resellerId: string }, spaceIds: string[]): Promise<void> {
  if (spaceIds.length > 0) await tx.insert(userSpaces).values([...new Set(spaceIds)].map((spaceId) => ({ ...of, spaceId })))
}

/** Answers `unknown_space` for a transaction that broke over a space which is not the account's, or was deleted meanwhile. */
export function refuseUnknownSpace(error: unknown): { ok: false; reason: 'unknown_space' } {
  if (breaks(error, 'user_spaces_space')) return fail('unknown_space')
  throw error
}
