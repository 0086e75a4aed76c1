import { allow, NotFoundError } from '@/lib/errors'
import type { UserActor } from './types'

/** Whether the part "Administration" is there for a user: by the account's product, and for its administrators alone (requirements A6). */
export const administers = (actor: UserActor): boolean => actor.account.hasAdministration && actor.role === 'administrator'

/**
 * The gate of every query and command of Administration. It is not there (NotFoundError) for whom the part does not exist, and closed
 * (ForbiddenError) while the user sees the portal as one space, since it is about all of them (requirements B5).
 */
export function administer(actor: UserActor): void {
  if (!administers(actor)) throw new NotFoundError('administration not found')
  allow(actor.acting === null)
}
