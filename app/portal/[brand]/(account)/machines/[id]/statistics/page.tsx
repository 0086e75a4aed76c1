import { ChartColumn, Download, ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { MachineCharts } from '@/app/_components/statistics/machine-charts'
import { MachineFigures } from '@/app/_components/statistics/machine-figures'
import { MachineStatisticsTable } from '@/app/_components/statistics/machine-table'
import { type Params, periodQuery, readPeriod, withQuery } from '@/app/_components/statistics/period-address'
import { PeriodField } from '@/app/_components/statistics/period-field'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { FilterForm } from '@/app/_components/ui/filter-form'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Pager, pageOf } from '@/app/_components/ui/pager'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { getMachine } from '@/lib/machines/queries'
import { listMachineStatistics } from '@/lib/statistics/queries'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Params> }

const BACKUPS_PER_PAGE = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('statistics.short') }
}

export default async function MachineStatisticsPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, asked] = [await params, await searchParams]
  const { choice, period } = readPeriod(asked, actor.account.timeZone, clock.now(), '30')
  const [machine, backups] = await orNotFound(() => Promise.all([getMachine(actor, id), listMachineStatistics(actor, id, period)]))
  const words = wordsOf(actor)
  const { t } = words
  const path = `/machines/${machine.id}/statistics`
  const query = periodQuery(choice, period)
  const { rows, page, pages } = pageOf(backups.toReversed(), asked.page, BACKUPS_PER_PAGE)
  return (
    <div className="grid gap-3.5" data-machine-id={machine.id}>
      <LiveRefresh machineIds={[machine.id]} />
      <PageHeader
        title={t('statistics.ofMachine', { machine: machine.name })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${machine.contractId}`, label: machine.contractTitle },
          { href: `/machines/${machine.id}`, label: machine.name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
        actions={
          <>
            <Link href={`/machines/${machine.id}/logs`} className={buttonClass()}>
              <ScrollText className="size-4" aria-hidden />
              {t('contract.seeLogs')}
            </Link>
            <a href={withQuery(`${path}/csv`, query)} className={buttonClass()} download>
              <Download className="size-4" aria-hidden />
              {t('statistics.csv')}
            </a>
          </>
        }
      />
      <FilterForm action={path} label={t('period.label')} state={String(new URLSearchParams(query))} className="flex flex-wrap gap-2">
        <PeriodField choice={choice} period={period} t={t} />
        <button type="submit" className="sr-only">
          {t('period.apply')}
        </button>
      </FilterForm>
      <MachineFigures backups={backups} storedBytes={machine.storedBytes} words={words} />
      {backups.length === 0 ? (
        <Panel>
          <EmptyState icon={ChartColumn} title={t('statistics.empty')} text={t('statistics.emptyText')} />
        </Panel>
      ) : (
        <>
          <MachineCharts backups={backups} words={words} />
          <Panel title={t('machine.backups')} titleId="backups" hint={t('statistics.shareHint')}>
            <MachineStatisticsTable backups={rows} words={words} />
            <Pager page={page} pages={pages} address={(to) => withQuery(path, { ...query, page: String(to) })} words={words} />
          </Panel>
        </>
      )}
    </div>
  )
}
