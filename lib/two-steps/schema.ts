import { z } from 'zod'
import { codeSchema } from '@/lib/auth/schema'
import { currentPassword } from '@/lib/profile/schema'

export const activateSchema = z.object({ sealed: z.string().min(1).max(1000), code: codeSchema, password: currentPassword })
/** What proves the user where two steps are on already. */
export const proofSchema = z.object({ password: currentPassword, code: codeSchema })

export type Activate = z.output<typeof activateSchema>
export type Proof = z.output<typeof proofSchema>
