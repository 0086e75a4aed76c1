import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Panel } from '@/app/_components/ui/panel'
import type { MailDetail } from '@/lib/mails/types'
import { MAX_ATTEMPTS } from '@/lib/outbox/backoff'
import { mailKind } from './mail-kind'

/** To whom a mail goes, from whom, why, and what became of it. */
export function MailFacts({ mail, words: { t, f } }: { mail: MailDetail; words: Words }) {
  const reason = mail.failure && t(`mails.failure.${mail.failure}`)
  const isOpen = mail.state === 'queued' || mail.state === 'retrying'
  const moment = (at: Date) => <time dateTime={at.toISOString()}>{f.dateTime(at.getTime())}</time>
  return (
    <Panel title={t('mails.facts')} titleId="facts">
      {(reason || mail.detail) && (
        <p className="mb-4 rounded-[8px] bg-danger-soft px-3 py-2.5 text-danger [overflow-wrap:anywhere]">
          {reason && <span className="font-semibold">{reason}</span>} {mail.detail}
        </p>
      )}
      <dl className="grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
        <Fact name={t('mails.to')}>{mail.recipient}</Fact>
        <Fact name={t('mails.from')}>{mail.from ?? <span className="text-muted">{t('mails.fromLater')}</span>}</Fact>
        {mail.replyTo && <Fact name={t('mails.replyTo')}>{mail.replyTo}</Fact>}
        <Fact name={t('mails.columns.kind')}>{mailKind(mail.kind, t)}</Fact>
        <Fact name={t('mails.language')}>{t(mail.locale === 'fr' ? 'mails.french' : 'mails.english')}</Fact>
        <Fact name={t('mails.created')}>{moment(mail.createdAt)}</Fact>
        {mail.attachment && (
          <Fact name={t('mails.attachment')}>
            {mail.attachment.name} <span className="text-muted">{f.bytes(mail.attachment.byteCount)}</span>
          </Fact>
        )}
        {mail.sentAt && <Fact name={t('mails.sentAt')}>{moment(mail.sentAt)}</Fact>}
        {isOpen && <Fact name={t('mails.due')}>{moment(mail.dueAt)}</Fact>}
        <Fact name={t('mails.attempts')}>{t('mails.attemptsOf', { count: mail.attempts, max: MAX_ATTEMPTS })}</Fact>
        {mail.provider && <Fact name={t('mails.provider')}>{mail.provider === 'resend' ? 'Resend' : 'SMTP'}</Fact>}
      </dl>
    </Panel>
  )
}
