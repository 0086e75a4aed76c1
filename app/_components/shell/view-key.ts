import type { UserActor } from '@/lib/auth/types'

/** Differs where the shell does: by space used, by a notice, by role and by product. */
export const viewKey = (actor: UserActor): string =>
  [actor.acting?.spaceId, actor.lostSpaceName, actor.role, actor.account.hasAdministration].join(' ')
