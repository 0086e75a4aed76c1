import type { UserActor } from '@/lib/auth/types'

/** Sending writes to a client in the reseller's name, as sending a mail again does. */
export const canSendReports = (actor: UserActor): boolean => actor.role === 'administrator'

/** Who gets the reports touches every space, so only who sees them all may say it. */
export const canSetMonthlyReport = (actor: UserActor): boolean => actor.role === 'administrator' && actor.acting === null
