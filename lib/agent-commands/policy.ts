import type { CommandKind } from '@/lib/agent-protocol/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'

export type Commander = UserActor | OperatorActor | SystemActor

/**
 * Who sees a machine manages it: adds, suspends and deletes it. So anybody who sees it has it back up or stop; bringing files back
 * takes the right to restore (requirements B2).
 */
export const canCommand = (actor: Commander, kind: CommandKind): boolean =>
  kind !== 'restore' || actor.kind !== 'user' || actor.rights.restore
