import { z } from 'zod'

/** The file of a kit, beside its agent: what the agent calls itself, whom it names for help, and which portal it is for (requirements F1). */
export const KIT_FILE = 'kit.json'
/** The configuration that a kit proposes for a machine which has none yet. */
export const KIT_CONFIG_FILE = 'configuration.yaml'

export const kitFileSchema = z.object({
  /** Names files, folders and services: small letters, digits and dashes. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  version: z.int().positive(),
  productName: z.string().min(1),
  accentColor: z.string(),
  locale: z.enum(['fr', 'en']),
  portal: z.url({ protocol: /^https?$/ }),
  support: z.object({ email: z.string().nullable(), phone: z.string().nullable(), url: z.string().nullable() }),
})

export type KitFile = z.infer<typeof kitFileSchema>
