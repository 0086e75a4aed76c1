import { z } from 'zod'
import { emailAddress, line } from '@/lib/text'

const looks = {
  productName: line(80),
  accentColor: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'is not a colour such as #0a7b91'),
  supportEmail: emailAddress.nullable().default(null),
  supportPhone: line(40).nullable().default(null),
  supportUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  mailSender: emailAddress.nullable().default(null),
  locale: z.enum(['fr', 'en']).default('fr'),
}

/** A brand as its hosts show it. `slug` names it inside the portal; `accentColor` is `#rrggbb`. */
export const addBrandSchema = z.object({
  slug: z.string().regex(/^[a-z0-9-]{1,40}$/, 'holds small letters, digits and dashes only'),
  audience: z.enum(['portal', 'operator']).default('portal'),
  ...looks,
})

/** `version` is the one that the person saw: who saves over a newer one is told instead. */
export const updateBrandSchema = z.object({ brandId: z.uuid(), version: z.string(), ...looks })

export type AddBrand = z.input<typeof addBrandSchema>
export type UpdateBrand = z.infer<typeof updateBrandSchema>
