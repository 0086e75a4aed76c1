import { notFound } from 'next/navigation'
import type { z } from 'zod'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { ForbiddenError, NotFoundError } from '@/lib/errors'

/** What every action may answer besides its command's own reasons; `fields` name the inputs to mend. */
export type ActionFailure = { ok: false; reason: 'invalid'; fields: string[] } | { ok: false; reason: 'forbidden' }

/**
 * A server action over one command: finds who is signed in, checks the input against the command's schema, and maps what the command
 * throws. Signed out leads to the sign-in page; what is not the actor's is a 404.
 */
export function action<Schema extends z.ZodType, Out>(schema: Schema, work: (actor: UserActor, input: z.output<Schema>) => Promise<Out>) {
  return async (raw: z.input<Schema>): Promise<Out | ActionFailure> => {
    const actor = await requireUser()
    const parsed = schema.safeParse(raw)
    if (!parsed.success)
      return { ok: false, reason: 'invalid', fields: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))] }
    try {
      return await work(actor, parsed.data)
    } catch (error) {
      if (error instanceof NotFoundError) notFound()
      if (error instanceof ForbiddenError) return { ok: false, reason: 'forbidden' }
      throw error
    }
  }
}
