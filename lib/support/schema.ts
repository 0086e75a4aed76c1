import { z } from 'zod'

export const openAccessSchema = z.object({ code: z.string().trim().min(1).max(40) })
export const accessIdSchema = z.object({ accessId: z.uuid() })
