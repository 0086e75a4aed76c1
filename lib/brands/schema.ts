import { z } from 'zod'
import { emailAddress, line } from '@/lib/text'

/** A brand as its hosts show it. `slug` names it inside the portal; `accentColor` is `#rrggbb`. */
export const addBrandSchema = z.object({
  slug: z.string().regex(/^[a-z0-9-]{1,40}$/, 'holds small letters, digits and dashes only'),
  audience: z.enum(['portal', 'operator']).default('portal'),
  productName: line(80),
  accentColor: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'is not a colour such as #0a7b91'),
  logoSvg: z.string().max(20_000).nullable().default(null),
  supportEmail: emailAddress.nullable().default(null),
  supportPhone: line(40).nullable().default(null),
  supportUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  locale: z.enum(['fr', 'en']).default('fr'),
})

export type AddBrand = z.input<typeof addBrandSchema>
