import type { OperatorActor, UserActor } from '@/lib/auth/types'

/** Sending again writes to a client in the reseller's name. */
export const canResendMails = (actor: UserActor | OperatorActor): boolean => actor.kind === 'operator' || actor.role === 'administrator'
