import { z } from 'zod'
import { emailAddress, line } from '@/lib/text'
import { newPassword } from '@/lib/users/password-rule'

/** A password as it is asked for again; whatever its length, it is right or wrong. */
export const currentPassword = z.string().min(1).max(1000)

export const updateProfileSchema = z.object({ displayName: line(100), locale: z.enum(['fr', 'en']) })
export const changeEmailSchema = z.object({ email: z.string().trim().pipe(emailAddress), password: currentPassword })
export const changePasswordSchema = z.object({ current: currentPassword, next: newPassword })

export type UpdateProfile = z.output<typeof updateProfileSchema>
export type ChangeEmail = z.output<typeof changeEmailSchema>
export type ChangePassword = z.output<typeof changePasswordSchema>
