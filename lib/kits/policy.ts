import type { SystemActor, UserActor } from '@/lib/auth/types'

/** Requirements B2, F1: create, change, publish and withdraw the white-label kit. Reading it takes no right. */
export const canManageKits = (actor: UserActor | SystemActor): boolean => actor.kind === 'system' || actor.rights.kits
