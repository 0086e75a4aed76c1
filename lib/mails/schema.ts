import { z } from 'zod'
import { mailStates } from './state'

/** What the sent mails are searched for. Read from an address: what makes no sense is as if it were not there. */
export const listMailsSchema = z.object({
  search: z
    .string()
    .transform((text) => text.replace(/\p{Cc}/gu, ' ').trim())
    .pipe(z.string().max(200))
    .catch(''),
  state: z
    .enum(['undelivered', ...mailStates])
    .nullable()
    .catch(null),
  /** The `next` of the page shown. */
  before: z.uuid().nullable().catch(null),
})
export type ListMails = z.infer<typeof listMailsSchema>

export const mailIdSchema = z.object({ mailId: z.uuid() })
