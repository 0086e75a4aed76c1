import { ChartColumn, Download } from 'lucide-react'
import type { Metadata } from 'next'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { NoSpace, seesNoSpace } from '@/app/_components/shell/no-space'
import { readGlobal } from '@/app/_components/statistics/global-address'
import { GlobalCharts } from '@/app/_components/statistics/global-charts'
import { GlobalFigures } from '@/app/_components/statistics/global-figures'
import { readOrder } from '@/app/_components/statistics/group-order'
import { GroupPanel } from '@/app/_components/statistics/group-panel'
import { type Params, withQuery } from '@/app/_components/statistics/period-address'
import { PeriodField } from '@/app/_components/statistics/period-field'
import { ScopeFields } from '@/app/_components/statistics/scope-fields'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { FilterForm } from '@/app/_components/ui/filter-form'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { listFilterChoices } from '@/lib/statistics/choices'
import { lengthOf } from '@/lib/statistics/period'
import { getGlobalStatistics } from '@/lib/statistics/queries'

type Props = { searchParams: Promise<Params> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('statistics.heading') }
}

export default async function StatisticsPage({ searchParams }: Props) {
  const actor = await requireUser()
  if (seesNoSpace(actor)) return <NoSpace title={(await requestTexts())('statistics.heading')} actor={actor} />
  const asked = await searchParams
  const { input, choice, query } = readGlobal(asked, actor.account.timeZone, clock.now())
  const [choices, statistics] = await orNotFound(() => Promise.all([listFilterChoices(actor, input), getGlobalStatistics(actor, input)]))
  const words = wordsOf(actor)
  const { t } = words
  const order = readOrder(asked)
  return (
    <>
      <PageHeader
        title={t('statistics.heading')}
        beside={<span className="text-[13px] text-muted">{t('statistics.compared', { count: lengthOf(input.period) })}</span>}
        actions={
          <a href={withQuery('/statistics/csv', query)} className={buttonClass()} download>
            <Download className="size-4" aria-hidden />
            {t('statistics.csv')}
          </a>
        }
      />
      <FilterForm
        action="/statistics"
        label={t('scope.label')}
        state={String(new URLSearchParams(query))}
        className="flex flex-wrap items-center gap-2"
      >
        <PeriodField choice={choice} period={input.period} t={t} />
        <ScopeFields choices={choices} spaceId={input.spaceId} contractId={input.contractId} t={t} />
        <button type="submit" className="sr-only">
          {t('period.apply')}
        </button>
      </FilterForm>
      <GlobalFigures statistics={statistics} words={words} />
      {statistics.total.backups === 0 ? (
        <Panel>
          <EmptyState icon={ChartColumn} title={t('statistics.empty')} text={t('statistics.emptyText')} />
        </Panel>
      ) : (
        <>
          <GlobalCharts days={statistics.days} words={words} />
          {choices.spaces.length > 1 && <GroupPanel kind="space" groups={statistics.spaces} query={query} order={order} words={words} />}
          <GroupPanel kind="contract" groups={statistics.contracts} query={query} order={order} words={words} />
        </>
      )}
    </>
  )
}
