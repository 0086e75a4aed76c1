import type { UserActor } from '@/lib/auth/types'

/** Whoever works in the account may ask for help; the support cannot prolong itself. */
export const canShowSupportCode = (actor: UserActor): boolean => !actor.support

/** Requirements G3: administrators of the account may show the support out. */
export const canEndSupportAccess = (actor: UserActor): boolean => actor.role === 'administrator' && !actor.support
