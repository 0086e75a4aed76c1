import type { Actor } from './types'

/** The first screen after signing in (requirements A4): the service pack decides. */
export function landingPath(actor: Actor): '/control-room' | '/statistics' | '/operator' {
  if (actor.kind === 'operator') return '/operator'
  return actor.kind === 'user' && actor.account.pack === 'statistics' ? '/statistics' : '/control-room'
}
