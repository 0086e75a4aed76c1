import type { Actor } from './types'

/** The first screen after signing in (requirements A4); the statistics screen takes over for its pack once it exists. */
export function landingPath(actor: Actor): '/control-room' | '/operator' {
  return actor.kind === 'operator' ? '/operator' : '/control-room'
}
