import { Download, History, SearchX } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import type { AuditChoices, AuditPage } from '@/lib/audit/types'
import type { Locale } from '@/lib/auth/types'
import { type AuditQuery, auditHref, isNarrowed } from './audit-address'
import { AuditFilters } from './audit-filters'
import { AuditRow } from './audit-row'

type Props = { asked: AuditQuery; page: AuditPage; choices: AuditChoices; showReseller: boolean; locale: Locale; words: Words }

/** Who did what, on what, when and from where (requirements G2): the same screen for an account and for the platform. */
export function AuditLog({ asked, page: { entries, next }, choices, showReseller, locale, words }: Props) {
  const { t } = words
  const narrowed = isNarrowed(asked)
  return (
    <>
      <PageHeader
        title={t('audit.heading')}
        beside={
          <span role="status" className="text-[13px] text-muted">
            {t(next || asked.input.before ? 'audit.foundMore' : 'audit.found', { count: entries.length })}
          </span>
        }
        actions={
          <a href={auditHref({ ...asked, path: `${asked.path}/csv` })} download className={buttonClass()}>
            <Download className="size-4" aria-hidden />
            {t('audit.csv')}
          </a>
        }
      />
      <AuditFilters asked={asked} choices={choices} locale={locale} t={t} />
      <Panel>
        {entries.length > 0 ? (
          <Entries asked={asked} entries={entries} showReseller={showReseller} words={words} />
        ) : (
          <EmptyState
            icon={narrowed ? SearchX : History}
            title={t(narrowed ? 'audit.noMatch' : 'audit.empty')}
            text={t(narrowed ? 'audit.noMatchText' : 'audit.emptyText')}
          >
            {narrowed && (
              <Link href={asked.path} className={buttonClass()}>
                {t('audit.clear')}
              </Link>
            )}
          </EmptyState>
        )}
        <div className="mt-3 flex flex-wrap justify-end gap-2">
          {asked.input.before && (
            <Link href={auditHref(asked)} className={buttonClass()}>
              {t('audit.newest')}
            </Link>
          )}
          {next && (
            <Link href={auditHref(asked, { before: next })} className={buttonClass()}>
              {t('audit.older')}
            </Link>
          )}
        </div>
      </Panel>
    </>
  )
}

function Entries({
  asked,
  entries,
  showReseller,
  words,
}: Pick<Props, 'asked' | 'showReseller' | 'words'> & { entries: AuditPage['entries'] }) {
  const columns = ['at', 'who', 'what', 'subject', ...(showReseller ? (['reseller'] as const) : []), 'address'] as const
  return (
    <div className="table-frame">
      <table className="table table-wide">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {words.t(`audit.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} asked={asked} showReseller={showReseller} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
