import type { UserActor } from '@/lib/auth/types'

/** Requirements D7. */
export const canComment = (actor: UserActor): boolean => actor.rights.comment
/** Requirements B2: remote configuration, for advanced users. */
export const canConfigure = (actor: UserActor): boolean => actor.rights.configure
