import { z } from 'zod'
import { addBrandSchema } from '@/lib/brands/schema'
import { hostSchema } from '@/lib/hosts/schema'
import { emailAddress, line, volume } from '@/lib/text'
import { inviteUserSchema } from '@/lib/users/schema'

export const products = ['online', 'pro', 'business'] as const
/** What the list of resellers can be narrowed to. */
export const resellerStates = ['active', 'suspended', 'alert'] as const

const timeZone = z
  .string()
  .max(64)
  .refine((name) => isTimeZone(name), 'is not a time zone such as Europe/Paris')

/** What the platform agrees on with a reseller (requirements G1). Volume in bytes. */
const terms = {
  name: line(200),
  product: z.enum(products),
  pack: z.enum(['statistics', 'control_room']),
  administrationOption: z.boolean().default(false),
  allocatedBytes: volume,
  alertEmail: emailAddress,
  locale: z.enum(['fr', 'en']).default('fr'),
  timeZone: timeZone.default('Europe/Paris'),
}

const withoutOptionOnline = <Schema extends z.ZodType<{ product: string; administrationOption: boolean }>>(schema: Schema) =>
  schema.refine((reseller) => reseller.product !== 'online' || !reseller.administrationOption, {
    path: ['administrationOption'],
    message: 'does not exist for Online',
  })

/** A new reseller with its default space. A brand that belongs to nobody becomes its own when `ownsBrand`. */
export const addResellerSchema = withoutOptionOnline(
  z.object({ ...terms, brandId: z.uuid(), ownsBrand: z.boolean(), spaceName: line(100), spaceBytes: volume }),
).refine((reseller) => reseller.spaceBytes <= reseller.allocatedBytes, {
  path: ['spaceBytes'],
  message: "is more than the reseller's volume",
})

/** Other terms for a reseller. `version` is the one the operator saw; `confirmed` says that the consequences have been read. */
export const updateResellerSchema = withoutOptionOnline(
  z.object({ ...terms, resellerId: z.uuid(), version: z.string().max(40), confirmed: z.boolean().default(false) }),
)

const { productName, accentColor } = addBrandSchema.shape
const { userName, displayName, email } = inviteUserSchema.shape

/**
 * All that a reseller needs to begin: a brand that is there or a new one with its host, the terms, and its first administrator, who is
 * invited by mail (requirements G1).
 */
export const admitResellerSchema = withoutOptionOnline(
  z.object({
    ...terms,
    brand: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('existing'), brandId: z.uuid() }),
      z.object({ kind: z.literal('new'), productName, accentColor, host: hostSchema }),
    ]),
    administrator: z.object({ userName, displayName, email }),
  }),
)

/** One more administrator of a reseller, who gets an invitation. */
export const inviteAdministratorSchema = z.object({ resellerId: z.uuid(), userName, displayName, email })

export const resellerIdSchema = z.object({ resellerId: z.uuid() })

/** What the list of resellers shows and in which order; read from an address, where what makes no sense is as usual. */
export const listResellersSchema = z.object({
  search: z
    .string()
    .transform((text) => text.replace(/\p{Cc}/gu, ' ').trim())
    .pipe(z.string().max(200))
    .catch(''),
  product: z.enum(products).nullable().catch(null),
  state: z.enum(resellerStates).nullable().catch(null),
  sort: z.enum(['name', 'used', 'percent', 'machines', 'alert', 'heard']).catch('name'),
  descending: z.boolean().catch(false),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})

export type AddReseller = z.input<typeof addResellerSchema>
export type AdmitReseller = z.input<typeof admitResellerSchema>
export type InviteAdministrator = z.infer<typeof inviteAdministratorSchema>
export type UpdateReseller = z.input<typeof updateResellerSchema>
export type ResellerTerms = Omit<z.output<typeof updateResellerSchema>, 'resellerId' | 'version' | 'confirmed'>
export type ListResellers = z.infer<typeof listResellersSchema>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}
