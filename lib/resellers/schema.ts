import { z } from 'zod'
import { emailAddress, line, volume } from '@/lib/text'

/** A new reseller with its default space. A brand that belongs to nobody becomes its own when `ownsBrand`. */
export const addResellerSchema = z
  .object({
    brandId: z.uuid(),
    ownsBrand: z.boolean(),
    name: line(200),
    product: z.enum(['online', 'pro', 'business']),
    pack: z.enum(['statistics', 'control_room']),
    administrationOption: z.boolean().default(false),
    allocatedBytes: volume,
    alertEmail: emailAddress,
    spaceName: line(100),
    spaceBytes: volume,
  })
  .refine((reseller) => reseller.product !== 'online' || !reseller.administrationOption, {
    path: ['administrationOption'],
    message: 'does not exist for Online',
  })
  .refine((reseller) => reseller.spaceBytes <= reseller.allocatedBytes, {
    path: ['spaceBytes'],
    message: "is more than the reseller's volume",
  })

export type AddReseller = z.input<typeof addResellerSchema>
