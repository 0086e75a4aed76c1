import { z } from 'zod'
import { emailAddress, line } from '@/lib/text'
import { newPassword } from './password-rule'

const rights = z.object({ kits: z.boolean(), configure: z.boolean(), restore: z.boolean(), comment: z.boolean() })

/** A new user. `resellerId` null makes an operator of the platform; `spaceIds` count for members only. */
export const addUserSchema = z.object({
  brandId: z.uuid(),
  resellerId: z.uuid().nullable(),
  userName: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}._@+-]{1,100}$/u, 'holds letters, digits and . _ @ + - only'),
  displayName: line(100),
  email: emailAddress,
  password: newPassword,
  role: z.enum(['operator', 'administrator', 'member']),
  rights: rights.default({ kits: false, configure: false, restore: false, comment: false }),
  spaceIds: z.array(z.uuid()).default([]),
})

export type AddUser = z.input<typeof addUserSchema>
