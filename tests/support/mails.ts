import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { mails } from '@/db/schema'
import { queueMail } from '@/lib/mails/commands'
import type { NewMail } from '@/lib/mails/types'
import type { Cast } from './cast'

/** A mail of Alice's reseller as a command would queue it; answers its key. */
export async function queued(cast: Cast, facts: Partial<NewMail> = {}, subject = 'Subject'): Promise<string> {
  const key = facts.key ?? `test:${randomUUID()}`
  const content = { subject, heading: 'Heading', paragraphs: ['Words of the mail'], reason: 'For a test.' }
  const owner = { brandId: cast.alpine.id, resellerId: cast.resellerId, spaceId: cast.spaces.west }
  await withSystem('tests', (tx) =>
    queueMail(tx, { kind: 'test', to: 'client@example.test', locale: 'fr', content, ...owner, ...facts, key }),
  )
  return key
}

export async function mailOf(key: string): Promise<typeof mails.$inferSelect> {
  const [mail] = await withSystem('tests', (tx) => tx.select().from(mails).where(eq(mails.key, key)))
  if (!mail) throw new Error(`no mail ${key}`)
  return mail
}

/** The mails queued to an address, oldest first. */
export const mailsTo = (recipient: string) =>
  withSystem('tests', (tx) => tx.select().from(mails).where(eq(mails.recipient, recipient)).orderBy(mails.id))
