import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'

/** Who may take another's second step away: administrators for their reseller, the platform for all. */
export const canResetTwoSteps = (actor: UserActor | OperatorActor | SystemActor): boolean =>
  actor.kind !== 'user' || actor.role === 'administrator'
