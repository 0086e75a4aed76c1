export const mailStates = ['queued', 'retrying', 'sent', 'delivered', 'failed', 'bounced', 'complained'] as const
export type MailState = (typeof mailStates)[number]

type Facts = {
  sentAt: Date | null
  failedAt: Date | null
  failure: unknown
  deliveredAt: Date | null
  bouncedAt: Date | null
  complainedAt: Date | null
}

/** Where a mail stands, the worst news first. `sent` means that the provider took it, `delivered` that the mailbox did. */
export function mailState(mail: Facts): MailState {
  if (mail.complainedAt) return 'complained'
  if (mail.bouncedAt) return 'bounced'
  if (mail.failedAt) return 'failed'
  if (mail.deliveredAt) return 'delivered'
  if (mail.sentAt) return 'sent'
  return mail.failure ? 'retrying' : 'queued'
}

const SOON_MILLISECONDS = 60_000

/** Whether a mail is about to leave or was to leave just now, so that its state will change under the reader's eyes. */
export const isSending = (mail: { state: MailState; dueAt: Date }, now: Date): boolean =>
  (mail.state === 'queued' || mail.state === 'retrying') && Math.abs(mail.dueAt.getTime() - now.getTime()) < SOON_MILLISECONDS
