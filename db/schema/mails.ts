import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { brands } from './brands'
import { createdAt, id, instant } from './columns'
import { ofSpace } from './policies'

/**
 * The outbox: a mail is written in the transaction of what it tells, and sent from here. Its key makes it one mail, however often it
 * is queued or tried (requirements E5). Without a reseller it is the platform's, without a space its administrators' alone.
 */
export const mails = pgTable(
  'mails',
  {
    id: id(),
    resellerId: uuid('reseller_id'),
    spaceId: uuid('space_id'),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id),
    key: text('key').notNull(),
    kind: text('kind').notNull(),
    recipient: text('recipient').notNull(),
    locale: text('locale', { enum: ['fr', 'en'] }).notNull(),
    subject: text('subject').notNull(),
    html: text('html').notNull(),
    text: text('text').notNull(),
    // Holds a secret such as an invitation's link: never shown, and forgotten once it was sent.
    confidential: boolean('confidential').notNull().default(false),
    createdAt: createdAt(),
    dueAt: instant('due_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    leasedUntil: instant('leased_until'),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
    providerId: text('provider_id'),
    lastError: text('last_error'),
  },
  (mail) => [
    uniqueIndex('mails_key').on(mail.key),
    index('mails_due').on(mail.dueAt).where(sql`${mail.sentAt} is null and ${mail.failedAt} is null`),
    index('mails_reseller').on(mail.resellerId, mail.id.desc()),
    index('mails_provider').on(mail.providerId),
    check('mails_reseller_of_space', sql`${mail.spaceId} is null or ${mail.resellerId} is not null`),
    ...ofSpace(),
  ],
)
