import { Lock } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { MailRow as Mail } from '@/lib/mails/types'
import { mailKind } from './mail-kind'
import { MailStateChip } from './mail-state'

type Props = { mail: Mail; path: string; showReseller: boolean; words: Words }

export function MailRow({ mail, path, showReseller, words: { t, f } }: Props) {
  const at = mail.createdAt.getTime()
  return (
    <tr data-mail-id={mail.id} data-state={mail.state}>
      <td>
        <span className="flex min-w-0 items-center gap-2">
          <Link href={`${path}/${mail.id}`} className="text-left font-semibold hover:text-accent hover:underline">
            {mail.subject}
          </Link>
          {mail.confidential && <Lock className="size-3.5 shrink-0 text-muted" role="img" aria-label={t('mails.secret')} />}
        </span>
      </td>
      <td data-label={t('mails.columns.recipient')}>
        <span title={mail.recipient} className="block max-w-72 truncate">
          {mail.recipient}
        </span>
      </td>
      {showReseller && <td data-label={t('mails.columns.reseller')}>{mail.resellerName ?? t('mails.platform')}</td>}
      <td data-label={t('mails.columns.kind')} className="whitespace-nowrap">
        {mailKind(mail.kind, t)}
      </td>
      <td data-label={t('mails.columns.created')} className="whitespace-nowrap tabular-nums">
        <time dateTime={mail.createdAt.toISOString()} title={f.exact(at)}>
          {f.dateTime(at)}
        </time>
      </td>
      <td data-label={t('mails.columns.state')}>
        <span className="max-sm:text-right">
          <MailStateChip state={mail.state} t={t} />
          <Trouble mail={mail} words={{ t, f }} />
        </span>
      </td>
    </tr>
  )
}

/** What stands in a mail's way, and when it is tried again. */
function Trouble({ mail, words: { t, f } }: { mail: Mail; words: Words }) {
  const reason = mail.detail ?? (mail.failure && t(`mails.failure.${mail.failure}`))
  if (!reason) return null
  return (
    <small className="mt-0.5">
      {reason}
      {mail.state === 'retrying' && ` ${t('mails.nextAttempt', { when: f.dateTime(mail.dueAt.getTime()) })}`}
    </small>
  )
}
