import { z } from 'zod'
import { addBrandSchema } from '@/lib/brands/schema'
import { hostSchema } from '@/lib/hosts/schema'
import { isNearUserName } from '@/lib/users/password-rule'
import { addUserSchema } from '@/lib/users/schema'

const { userName, displayName, email, password } = addUserSchema.shape

/** What the first operator says of the platform and of itself (requirements G1). `code` is the one that the server has printed. */
export const setUpSchema = z
  .object({
    code: z.string().trim().min(1).max(60),
    productName: addBrandSchema.shape.productName,
    host: hostSchema,
    locale: z.enum(['fr', 'en']),
    ...{ userName, displayName, email, password },
  })
  .refine((input) => !isNearUserName(input.password, input.userName), { path: ['password'], message: 'user_name' })

export type SetUp = z.input<typeof setUpSchema>
