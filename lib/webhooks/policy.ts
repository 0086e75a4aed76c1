import type { UserActor } from '@/lib/auth/types'

/**
 * Webhooks tell of the whole account, so they take an administrator who looks at the whole account. Every product has them: nothing of
 * them is Administration, which shares out spaces and users (requirements A6, B).
 */
export const canManageWebhooks = (actor: UserActor): boolean => actor.role === 'administrator' && actor.scope.spaceIds === 'all'
