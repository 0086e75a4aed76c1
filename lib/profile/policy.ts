import type { OwnActor } from './types'

/** Whoever looks into an account for the support has no profile there; its own is on the console. */
export const canUseProfile = (actor: OwnActor): boolean => actor.kind === 'operator' || !actor.support
