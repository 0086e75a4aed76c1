import type { UserActor } from '@/lib/auth/types'

/** Requirements B2: restore through the administration interface. */
export const canRestore = (actor: UserActor): boolean => actor.rights.restore

/** What restores ask for touches the whole account. */
export const canSetRestoreRules = (actor: UserActor): boolean => actor.role === 'administrator' && actor.acting === null
