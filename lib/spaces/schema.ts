import { z } from 'zod'
import { emailAddress, line, volume } from '@/lib/text'

/** A new slice of the reseller's volume (requirements B4). */
export const addSpaceSchema = z.object({
  resellerId: z.uuid(),
  name: line(100),
  allocatedBytes: volume,
  alertEmail: emailAddress.nullable().default(null),
})

export type AddSpace = z.input<typeof addSpaceSchema>
