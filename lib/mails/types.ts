import type { Locale } from '@/lib/auth/types'

/** What a mail says, as plain text; the layout, the brand's name and look, and the escaping are the renderer's. */
export type MailContent = {
  subject: string
  heading: string
  paragraphs: string[]
  /** Rows of a name and a value, set as a table. */
  facts?: [name: string, value: string][]
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
  /** Carries a secret: its text is never shown, and forgotten once it was sent. */
  confidential?: boolean
}
