import { createHash } from 'node:crypto'
import type { MailFailure } from '@/db/schema'
import type { MailAttachment } from './types'

/** A mail as it leaves. The same `identity` means the same message, however often it is sent. */
export type OutgoingMail = {
  id: string
  identity: string
  round: number
  from: string
  replyTo: string | null
  to: string
  subject: string
  html: string
  text: string
  attachment: MailAttachment | null
}

/**
 * How a try went; `final` where another one makes no sense. `pauseSeconds` is for how long the provider wants no mail at all.
 */
export type Outcome =
  | { kind: 'sent'; providerId: string | null; pauseSeconds?: number }
  | { kind: 'failed'; failure: MailFailure; detail: string; final: boolean; pauseSeconds?: number }

/** A way out. `send` never throws, and gives up with `signal`. */
export type Transport = {
  provider: 'resend' | 'smtp'
  /** How long one try may take before it counts as lost. */
  sendSeconds: number
  send: (mail: OutgoingMail, signal: AbortSignal) => Promise<Outcome>
  close: () => void
}

/** What a provider knows a mail by: its key, in a form that every header takes. A later round is another mail. */
export function identityOf(key: string, round: number): string {
  const name = /^[\w.:/-]{1,200}$/.test(key) ? key : createHash('sha256').update(key).digest('hex')
  return round === 1 ? name : `${name}~${round}`
}

/** The tag under which a provider's reports name a mail, also when its answer to the sending was lost. */
export const tagOf = (id: string, round: number): string => `${id}_${round}`

export const HEADERS = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
