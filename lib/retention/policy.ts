import type { UserActor } from '@/lib/auth/types'

/** Letting versions go that may be the last good ones is the administrators' to answer for. */
export const canReleaseRetention = (actor: UserActor): boolean => actor.role === 'administrator'
