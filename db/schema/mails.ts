import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { brands } from './brands'
import { bytea, createdAt, id, instant } from './columns'
import { ofSpace, ofVisible } from './policies'

/**
 * Why a mail did not leave: its address is none, or the receiving side refuses it (both for good), nobody answered, the provider asks to
 * wait, the provider refuses us, or whoever was sending it ended again and again.
 */
const MAIL_FAILURES = ['invalid', 'refused', 'unreachable', 'busy', 'rejected', 'abandoned'] as const
export type MailFailure = (typeof MAIL_FAILURES)[number]

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
    // As the first attempt had them: what a provider may have seen is sent again unchanged, or it would not know it again.
    sender: text('sender'),
    replyTo: text('reply_to'),
    provider: text('provider', { enum: ['resend', 'smtp'] }),
    providerId: text('provider_id'),
    // Counts up when a person sends a mail again that had left: the provider has to take it for another one.
    round: integer('round').notNull().default(1),
    failure: text('failure', { enum: MAIL_FAILURES }),
    lastError: text('last_error'),
    deliveredAt: instant('delivered_at'),
    bouncedAt: instant('bounced_at'),
    complainedAt: instant('complained_at'),
  },
  (mail) => [
    uniqueIndex('mails_key').on(mail.key),
    index('mails_due')
      .on(mail.confidential.desc().nullsFirst(), mail.dueAt)
      .where(sql`${mail.sentAt} is null and ${mail.failedAt} is null`),
    index('mails_undelivered').on(mail.id).where(sql`${mail.failedAt} is not null or ${mail.bouncedAt} is not null`),
    index('mails_reseller').on(mail.resellerId, mail.id),
    index('mails_provider').on(mail.providerId),
    check('mails_reseller_of_space', sql`${mail.spaceId} is null or ${mail.resellerId} is not null`),
    check('mails_one_end', sql`${mail.sentAt} is null or ${mail.failedAt} is null`),
    check('mails_failure', sql`${mail.failedAt} is null or ${mail.failure} is not null`),
    ...ofSpace(),
  ],
)

/** The file that goes with a mail. Some days after the mail left its bytes are forgotten; that it went along stays known. */
export const mailAttachments = pgTable(
  'mail_attachments',
  {
    mailId: uuid('mail_id')
      .primaryKey()
      .references(() => mails.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    byteCount: integer('byte_count').notNull(),
    body: bytea('body'),
  },
  (attachment) => [
    index('mail_attachments_kept').on(attachment.mailId).where(sql`${attachment.body} is not null`),
    check('mail_attachments_byte_count', sql`${attachment.byteCount} between 1 and 10485760`),
    check('mail_attachments_body', sql`octet_length(${attachment.body}) = ${attachment.byteCount}`),
    ...ofVisible('exists (select from mails where mails.id = mail_id)'),
  ],
)
