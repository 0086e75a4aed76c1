import { z } from 'zod'
import { webhookEvents } from '@/db/schema'
import { line } from '@/lib/text'
import { readTarget } from './target'

/** For the form, which offers them. */
export { webhookEvents } from '@/db/schema'

const MOST_CHARACTERS = 2_000

/** Where a webhook posts and what; the address is judged as it is written, and again where it leads when it is called. */
export const webhookTermsSchema = z.object({
  name: line(80),
  url: z
    .string()
    .trim()
    .max(MOST_CHARACTERS)
    .transform((text, context) => {
      const target = readTarget(text)
      if (typeof target !== 'string') return target.url.href
      context.addIssue({ code: 'custom', message: target, params: { refusal: target } })
      return z.NEVER
    }),
  events: z
    .array(z.enum(webhookEvents))
    .min(1)
    .transform((events) => [...new Set(events)]),
})
export type WebhookTerms = z.infer<typeof webhookTermsSchema>

export const webhookIdSchema = z.object({ webhookId: z.uuid() })
export const updateWebhookSchema = webhookTermsSchema.extend(webhookIdSchema.shape)
export type UpdateWebhook = z.infer<typeof updateWebhookSchema>
export const switchWebhookSchema = webhookIdSchema.extend({ on: z.boolean() })
export const deliveryIdSchema = z.object({ deliveryId: z.uuid() })

/** What the log of a webhook shows. Read from an address: what makes no sense is as if it were not there. */
export const listDeliveriesSchema = z.object({
  failed: z.literal('1').nullable().catch(null),
  /** The `next` of the page shown. */
  before: z.uuid().nullable().catch(null),
})
export type ListDeliveries = z.infer<typeof listDeliveriesSchema>
