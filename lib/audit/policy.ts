import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'

export type AuditReader = UserActor | OperatorActor | SystemActor

/** The log tells of the whole account, so it takes an administrator who looks at the whole account (requirements G2). */
export const canReadAudit = (actor: AuditReader): boolean =>
  actor.kind !== 'user' || (actor.role === 'administrator' && actor.scope.spaceIds === 'all')
