import type { UserActor } from '@/lib/auth/types'

/** The reseller's own threshold touches every space, so only who sees them all may move it. */
export const canSetMissedAfterDays = (actor: UserActor): boolean => actor.role === 'administrator' && actor.acting === null
