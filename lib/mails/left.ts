import { sql } from 'drizzle-orm'
import { mails } from '@/db/schema'

/** What is true of a mail once it left: nothing is to be tried or mended any more, and a secret is forgotten. */
export const LEFT = {
  ...{ leasedUntil: null, failedAt: null, failure: null, lastError: null },
  html: sql`case when ${mails.confidential} then '' else ${mails.html} end`,
  text: sql`case when ${mails.confidential} then '' else ${mails.text} end`,
}
