import { z } from 'zod'
import { newPassword } from '@/lib/users/password-rule'

/** What the invited sends from the page of the link: the password twice, so that a slip does not shut it out. */
export const acceptInvitationSchema = z
  .object({ token: z.string().max(200), password: newPassword, repeated: z.string() })
  .refine((input) => input.password === input.repeated, { path: ['repeated'], message: 'differs from the password' })

export type AcceptInvitation = z.infer<typeof acceptInvitationSchema>
