import { isReadOnlyRefusal } from '@/db/client'
import { ForbiddenError } from '@/lib/errors'

/** Whether it is a 403: a policy said no, or a session that only reads, as the support's is, tried to write. */
export const isRefusal = (error: unknown): boolean => error instanceof ForbiddenError || isReadOnlyRefusal(error)
