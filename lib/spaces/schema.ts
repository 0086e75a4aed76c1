import { z } from 'zod'
import { emailAddress, line, volume } from '@/lib/text'

/** What a space is: a slice of the reseller's volume, in bytes. `alertEmail` null: the reseller's own is used (requirements B4). */
export const spaceTermsSchema = z.object({
  name: line(100),
  allocatedBytes: volume,
  alertEmail: emailAddress.nullable().default(null),
})

export const addSpaceSchema = spaceTermsSchema.extend({ resellerId: z.uuid() })

/** `version` is that of the space that the person saw: who saves over a newer one is told instead. */
export const updateSpaceSchema = spaceTermsSchema.extend({ spaceId: z.uuid(), version: z.string() })

/** What the list of spaces is asked for; read from an address, so anything malformed falls back to the default. */
export const listSpacesSchema = z.object({
  sort: z.enum(['name', 'allocated', 'used', 'percent', 'contracts']).catch('name'),
  descending: z.boolean().catch(false),
})

export type AddSpace = z.input<typeof addSpaceSchema>
export type UpdateSpace = z.input<typeof updateSpaceSchema>
export type ListSpaces = z.infer<typeof listSpacesSchema>
