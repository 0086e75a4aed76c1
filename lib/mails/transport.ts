import type { Transport } from './outgoing'
import { resendTransport } from './resend'
import { type MailSettings, mailProvider } from './settings'
import { smtpTransport } from './smtp'

/** The way out that the settings name, or null: then mails stay in the outbox. */
export function createTransport(settings: MailSettings): Transport | null {
  const { RESEND_API_KEY = '', RESEND_BASE_URL, SMTP_URL = '' } = settings
  const provider = mailProvider(settings)
  if (provider === 'resend') return resendTransport(RESEND_API_KEY, RESEND_BASE_URL)
  return provider === 'smtp' ? smtpTransport(SMTP_URL) : null
}
