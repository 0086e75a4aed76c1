import { notFound } from 'next/navigation'
import type { z } from 'zod'
import { requireOperator, requireUser } from '@/lib/auth/gate'
import { NotFoundError } from '@/lib/errors'
import { isRefusal } from './refusal'

/** What every action may answer besides its command's own reasons; `fields` name the inputs to mend. */
export type ActionFailure = { ok: false; reason: 'invalid'; fields: string[] } | { ok: false; reason: 'forbidden' }

const actionOf =
  <Who>(requireWho: () => Promise<Who>) =>
  <Schema extends z.ZodType, Out>(schema: Schema, work: (actor: Who, input: z.output<Schema>) => Promise<Out>) =>
  async (raw: z.input<Schema>): Promise<Out | ActionFailure> => {
    const actor = await requireWho()
    const parsed = schema.safeParse(raw)
    if (!parsed.success)
      return { ok: false, reason: 'invalid', fields: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))] }
    try {
      return await work(actor, parsed.data)
    } catch (error) {
      if (error instanceof NotFoundError) notFound()
      if (isRefusal(error)) return { ok: false, reason: 'forbidden' }
      throw error
    }
  }

/**
 * A server action over one command: finds who is signed in, checks the input against the command's schema, and maps what the command
 * throws. Signed out leads to the sign-in page; what is not the actor's is a 404.
 */
export const action = actionOf(requireUser)

/** The same for the operators of the platform, on its own host. */
export const operatorAction = actionOf(requireOperator)
