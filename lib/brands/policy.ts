import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'

/** Who may have to do with brands at all: the platform with each, a user with the own reseller's. */
export type BrandActor = UserActor | OperatorActor | SystemActor

/** Whether the brand is the actor's: one that several resellers share is none of theirs (requirements A1). */
export const ownsBrand = (actor: BrandActor, brand: { resellerId: string | null }): boolean =>
  actor.kind !== 'user' || brand.resellerId === actor.resellerId

/** An own brand is its administrators' matter, as long as they look at all of their spaces. */
export const canManageBrand = (actor: BrandActor): boolean =>
  actor.kind !== 'user' || (actor.role === 'administrator' && actor.scope.spaceIds === 'all')
