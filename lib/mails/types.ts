import type { Locale } from '@/lib/auth/types'

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
