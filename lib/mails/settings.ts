import type { Env } from '@/lib/env'

export type MailSettings = Pick<Env, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'RESEND_WEBHOOK_SECRET' | 'SMTP_URL' | 'MAIL_FROM'>

const shared = globalThis as typeof globalThis & { portalMail?: MailSettings }

/** Tells by which way this installation's mails leave; the pages are another module graph, hence the global object. */
export function setMailSettings(settings: MailSettings): void {
  shared.portalMail = settings
}

export const mailSettings = (): MailSettings => shared.portalMail ?? {}

/** The way out: Resend goes before SMTP. Null: mails are kept in the outbox until there is one. */
export const mailProvider = ({ RESEND_API_KEY, SMTP_URL }: MailSettings): 'resend' | 'smtp' | null =>
  RESEND_API_KEY ? 'resend' : SMTP_URL ? 'smtp' : null
