import { Bot, Headset, Server, UserRound } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { AuditEntry } from '@/lib/audit/types'
import { type AuditQuery, auditHref } from './audit-address'
import { actingText, actionText, detailRows, kindText } from './audit-texts'

const icons = { user: UserRound, machine: Bot, operator: Headset, system: Server }
const MOST_IN_LINE = 2
const linkClass = 'rounded-[4px] hover:text-accent hover:underline'

type Props = { entry: AuditEntry; asked: AuditQuery; showReseller: boolean; words: Words }

/** One event: its names lead to all that the same person did, and all that happened to the same thing. */
export function AuditRow({ entry, asked, showReseller, words: { t, f } }: Props) {
  const { actorId, actorName, subjectId, subjectName, resellerName } = entry
  const at = entry.at.getTime()
  const Icon = icons[entry.actorKind]
  return (
    <tr data-audit-id={entry.id}>
      <td data-label={t('audit.columns.at')} className="whitespace-nowrap tabular-nums">
        <time dateTime={entry.at.toISOString()} title={f.exact(at)}>
          {f.dateTime(at)}
        </time>
      </td>
      <td data-label={t('audit.columns.who')} className="lg:min-w-32">
        <span>
          <span className="inline-flex items-center gap-1.5" title={t(`audit.actor.${entry.actorKind}`)}>
            <Icon className="size-3.5 shrink-0 text-muted" role="img" aria-label={t(`audit.actor.${entry.actorKind}`)} />
            {actorId && entry.actorKind !== 'machine' ? (
              <Link href={auditHref(asked, { person: actorId })} title={t('audit.filterPerson', { name: actorName })} className={linkClass}>
                {actorName}
              </Link>
            ) : (
              actorName
            )}
          </span>
          {entry.acting && <small>{actingText(entry.acting.spaceName, t)}</small>}
        </span>
      </td>
      <td data-label={t('audit.columns.what')}>
        <span>
          <span className="font-semibold">{actionText(entry.action, t)}</span>
          <Detail rows={detailRows(entry, { t, f })} t={t} />
        </span>
      </td>
      <td data-label={t('audit.columns.subject')} className="lg:min-w-36">
        <span>
          {subjectId ? (
            <Link
              href={auditHref(asked, { subject: subjectId })}
              title={t('audit.filterSubject', { name: subjectName })}
              className={linkClass}
            >
              {subjectName}
            </Link>
          ) : (
            subjectName
          )}
          <small>{kindText(entry.subjectKind, t)}</small>
        </span>
      </td>
      {showReseller && <td data-label={t('audit.columns.reseller')}>{resellerName ?? '–'}</td>}
      <td data-label={t('audit.columns.address')} className="text-muted tabular-nums lg:whitespace-nowrap">
        {entry.address || t('audit.noAddress')}
      </td>
    </tr>
  )
}

function Detail({ rows, t }: { rows: [name: string, value: string][]; t: Words['t'] }) {
  if (rows.length === 0) return null
  const list = rows.map(([name, value]) => t('audit.pair', { name, value }))
  if (rows.length <= MOST_IN_LINE) return <small>{list.join(' · ')}</small>
  return (
    <details className="text-[12px] text-muted">
      <summary>{t('audit.detail')}</summary>
      <ul>
        {list.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
