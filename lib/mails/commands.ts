import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brands, mails } from '@/db/schema'
import { found } from '@/lib/errors'
import { headerLine } from './escape'
import { renderMail } from './render'
import type { NewMail } from './types'

const SUBJECT_LENGTH = 200

/**
 * Puts a mail into the outbox, in the transaction of what it tells: sent if that is stored, and once (requirements E5). Control
 * characters in what would become a header are dropped.
 */
export async function queueMail(tx: Tx, mail: NewMail): Promise<void> {
  const { content, to: recipient, ...row } = mail
  const [brand] = await tx.select().from(brands).where(eq(brands.id, mail.brandId))
  const rendered = renderMail({ ...found(brand, 'brand'), logoUrl: null }, mail.locale, content)
  await tx
    .insert(mails)
    .values({ ...row, recipient, subject: headerLine(content.subject, SUBJECT_LENGTH), ...rendered })
    .onConflictDoNothing()
}
