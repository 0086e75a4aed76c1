import { Building2, Plus, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { operatorWords, requestTexts } from '@/app/_components/i18n/request'
import { ResellerFilters } from '@/app/_components/resellers/reseller-filters'
import { readResellerList, resellerListHref } from '@/app/_components/resellers/reseller-list-address'
import { ResellerTable } from '@/app/_components/resellers/reseller-table'
import type { Params } from '@/app/_components/statistics/period-address'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Pager } from '@/app/_components/ui/pager'
import { Panel } from '@/app/_components/ui/panel'
import { requireOperator } from '@/lib/auth/gate'
import { clock, serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { listResellerPage } from '@/lib/resellers/overview'

type Props = { searchParams: Promise<Params> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('operator.heading') }
}

export default async function ResellersPage({ searchParams }: Props) {
  const operator = await requireOperator()
  const query = readResellerList(await searchParams)
  const now = clock.now()
  const { rows, total, page, pages } = await listResellerPage(operator, query, now)
  if (page > pages) redirect(resellerListHref(query, { page: pages }))
  const words = operatorWords(operator)
  const { t } = words
  const isNarrowed = Boolean(query.search || query.product || query.state)
  return (
    <LanguageProvider
      locale={operator.locale}
      timeZone={serverTimeZone()}
      messages={compiledMessages(operator.locale, ['resellerActions'])}
    >
      <PageHeader
        title={t('operator.heading')}
        beside={
          <span role="status" className="text-[13px] text-muted">
            {t('operator.count', { count: total })}
          </span>
        }
        actions={
          <Link href="/operator/resellers/new" className={buttonClass('primary')}>
            <Plus className="size-4" aria-hidden />
            {t('operator.add')}
          </Link>
        }
      />
      <ResellerFilters query={query} t={t} />
      <Panel>
        {rows.length > 0 ? (
          <ResellerTable resellers={rows} query={query} now={now} words={words} />
        ) : (
          <EmptyState
            icon={isNarrowed ? SearchX : Building2}
            title={t(isNarrowed ? 'operator.noMatch' : 'operator.empty')}
            text={t(isNarrowed ? 'operator.noMatchText' : 'operator.emptyText')}
          >
            <Link href={isNarrowed ? '/operator' : '/operator/resellers/new'} className={buttonClass()}>
              {t(isNarrowed ? 'operator.clear' : 'operator.add')}
            </Link>
          </EmptyState>
        )}
        <Pager page={page} pages={pages} address={(to) => resellerListHref(query, { page: to })} words={words} />
      </Panel>
    </LanguageProvider>
  )
}
