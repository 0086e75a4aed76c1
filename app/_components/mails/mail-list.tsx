import { Mail, SearchX } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { withQuery } from '@/app/_components/statistics/period-address'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { MailPage } from '@/lib/mails/types'
import { MailFilters } from './mail-filters'
import type { MailQuery } from './mail-search-address'
import { MailTable } from './mail-table'

type Props = { path: string; asked: MailQuery; page: MailPage; showReseller?: boolean; words: Words }

/** The sent mails with their filters and the ways to older ones; for an account and for the whole platform. */
export function MailList({ path, asked, page, showReseller = false, words }: Props) {
  const { t } = words
  const { input, query } = asked
  const isNarrowed = Boolean(input.search || input.state)
  return (
    <>
      <MailFilters action={path} asked={asked} t={t} />
      <Panel>
        {page.mails.length > 0 ? (
          <MailTable mails={page.mails} path={path} showReseller={showReseller} words={words} />
        ) : (
          <EmptyState
            icon={isNarrowed ? SearchX : Mail}
            title={t(isNarrowed ? 'mails.noMatch' : 'mails.empty')}
            text={t(isNarrowed ? 'mails.noMatchText' : 'mails.emptyText')}
          >
            {isNarrowed && (
              <Link href={path} className={buttonClass()}>
                {t('mails.clear')}
              </Link>
            )}
          </EmptyState>
        )}
        <div className="mt-3 flex flex-wrap justify-end gap-2 empty:hidden">
          {input.before && (
            <Link href={withQuery(path, query)} className={buttonClass()}>
              {t('mails.newest')}
            </Link>
          )}
          {page.next && (
            <Link href={withQuery(path, { ...query, before: page.next })} className={buttonClass()}>
              {t('mails.older')}
            </Link>
          )}
        </div>
      </Panel>
    </>
  )
}
