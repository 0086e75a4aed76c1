import { eq } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { mails } from '@/db/schema'

/** The mails queued to an address, oldest first. */
export const mailsTo = (recipient: string) =>
  withSystem('tests', (tx) => tx.select().from(mails).where(eq(mails.recipient, recipient)).orderBy(mails.id))
