import { z } from 'zod'
import { emailAddress, line } from '@/lib/text'
import { newPassword } from './password-rule'

export const rightsSchema = z.object({ kits: z.boolean(), configure: z.boolean(), restore: z.boolean(), comment: z.boolean() })

/** Who a user is and what it may; `locale` null: the brand's language; `spaceIds` count for members only (requirements B1-B3). */
const user = {
  userName: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}._@+-]{1,100}$/u, 'holds letters, digits and . _ @ + - only'),
  displayName: line(100),
  email: emailAddress,
  locale: z.enum(['fr', 'en']).nullable().default(null),
  rights: rightsSchema.default({ kits: false, configure: false, restore: false, comment: false }),
  spaceIds: z.array(z.uuid()).max(10_000).default([]),
}
const role = z.enum(['administrator', 'member'])

/** A new user, of whatever account. `resellerId` null makes an operator of the platform. */
export const addUserSchema = z.object({
  ...user,
  brandId: z.uuid(),
  resellerId: z.uuid().nullable(),
  password: newPassword,
  role: z.enum(['operator', ...role.options]),
})
/** As addUserSchema, for a user of a reseller who chooses its password itself. */
export const inviteUserSchema = addUserSchema.omit({ password: true }).extend({ resellerId: z.uuid(), role })

/** A new user of the administrator's own account; `password` null: by invitation. */
export const newUserSchema = z.object({ ...user, role, password: newPassword.nullable() })

/** `version` is that of the user that the person saw: who saves over a newer one is told instead. */
export const updateUserSchema = z.object({ ...user, role, userId: z.uuid(), version: z.string() })
export const setUserPasswordSchema = z.object({ userId: z.uuid(), password: newPassword })
/** Deleting takes the user name typed out. */
export const deleteUserSchema = z.object({ userId: z.uuid(), confirmation: z.string().trim() })
export const userIdSchema = z.object({ userId: z.uuid() })

/** What the list of users is asked for; read from an address, so anything malformed falls back to the default. */
export const listUsersSchema = z.object({
  search: line(200).catch(''),
  sort: z.enum(['name', 'role', 'signIn']).catch('name'),
  descending: z.boolean().catch(false),
})

export type AddUser = z.input<typeof addUserSchema>
export type InviteUser = z.input<typeof inviteUserSchema>
export type UpdateUser = z.input<typeof updateUserSchema>
export type SetUserPassword = z.infer<typeof setUserPasswordSchema>
export type DeleteUser = z.infer<typeof deleteUserSchema>
export type ListUsers = z.infer<typeof listUsersSchema>
