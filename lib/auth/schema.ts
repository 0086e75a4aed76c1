import { z } from 'zod'
import { line } from '@/lib/text'

/** What the sign-in form sends. Too long is as wrong as wrong: there is one message for all causes (requirements A3). */
export const signInSchema = z.object({ userName: line(200), password: z.string().min(1).max(1000) })

/** What the session cookie says; everything else about the user is read from the database at each request. */
export const claimsSchema = z.object({ sessionId: z.uuid(), brandId: z.uuid() })

/** A code of the authenticator or a recovery code, however it is spaced. */
export const codeSchema = z.string().trim().min(1).max(100)

/** Who asks for a new password: a user name or an e-mail address. */
export const resetRequestSchema = z.object({ who: line(254) })

export type SignIn = z.infer<typeof signInSchema>
export type Claims = z.infer<typeof claimsSchema>
