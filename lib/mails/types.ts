import type { MailFailure } from '@/db/schema'
import type { Locale } from '@/lib/auth/types'
import type { MailState } from './state'

export type MailTone = 'good' | 'warning' | 'danger'
/** A cell of a mail's table: a text, set off as a state where it has a tone, and a way to its page where it has a url. */
export type MailCell = string | { text: string; tone?: MailTone; url?: string }

/** What a mail says, as plain text; the layout, the brand's name and look, and the escaping are the renderer's. */
export type MailContent = {
  subject: string
  /** What a mailbox shows beside the subject; the first paragraph, if nothing is given. */
  preheader?: string
  heading: string
  paragraphs: string[]
  /** Rows of a name and a value, set as a table. */
  facts?: [name: string, value: string][]
  /** A list such as the machines of a digest, at best three columns wide; `more` tells what was left off. */
  table?: { head: string[]; rows: MailCell[][]; more?: string }
  /** A button; the address is on the brand's host (`brandUrl`). */
  action?: { label: string; url: string }
  /** Why the recipient gets this mail. */
  reason: string
}

/** A file that goes with a mail. */
export type MailAttachment = { name: string; mediaType: string; body: Buffer }

/** `key` makes a mail one: what is queued again under the same key is the same mail. */
export type NewMail = {
  key: string
  kind: string
  brandId: string
  resellerId: string | null
  spaceId: string | null
  to: string
  locale: Locale
  content: MailContent
  attachment?: MailAttachment
  /** Carries a secret: its text is never shown, and forgotten once it was sent. Someone waits for it, so it goes before others. */
  confidential?: boolean
}

/** What of a brand a mail shows. */
export type MailBrand = {
  productName: string
  accentColor: string
  /** The logo as a picture, if the brand has one. */
  logoUrl: string | null
  supportEmail: string | null
  supportPhone: string | null
  supportUrl: string | null
}

/** A row of the sent mails. `detail` is what the receiving side or the provider said, where the reader may know it. */
export type MailRow = {
  id: string
  kind: string
  recipient: string
  subject: string
  confidential: boolean
  state: MailState
  resellerName: string | null
  createdAt: Date
  /** Of a mail that waits: when it is tried next. */
  dueAt: Date
  attempts: number
  failure: MailFailure | null
  detail: string | null
  sentAt: Date | null
}

/** `next` continues the list; null at its end. */
export type MailPage = { mails: MailRow[]; next: string | null }

/** One mail; its text is hidden where it holds a secret, and a reseller's from the operator. */
export type MailDetail = MailRow & {
  /** Known from the first try on. */
  from: string | null
  replyTo: string | null
  provider: 'resend' | 'smtp' | null
  locale: Locale
  content: { hidden: 'secret' | 'reseller' } | { hidden: null; html: string; text: string }
  attachment: { name: string; byteCount: number } | null
  /** Whether this reader may send it again, and that makes sense. */
  canSendAgain: boolean
}

/** `late` of the `waiting` should have left long ago; `dead` are dead letters that another try may save. */
export type Outbox = { provider: 'resend' | 'smtp' | null; waiting: number; late: number; waitingSince: Date | null; dead: number }
