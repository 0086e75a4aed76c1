import type { z } from 'zod'
import { administers } from '@/lib/auth/administration'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { type ActionFailure, action } from './action'

export type AdministrationFailure = ActionFailure | { ok: false; reason: 'using_space' }

/** As `action`, for Administration: who has come to see the portal as a space meanwhile, in another tab, is told so. */
export function administrationAction<Schema extends z.ZodType, Out>(
  schema: Schema,
  work: (actor: UserActor, input: z.output<Schema>) => Promise<Out>,
) {
  const run = action(schema, work)
  return async (raw: z.input<Schema>): Promise<Out | AdministrationFailure> => {
    const actor = await requireUser()
    return administers(actor) && actor.acting ? { ok: false, reason: 'using_space' } : run(raw)
  }
}
