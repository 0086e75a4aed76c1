import { CheckCircle2, FileChartColumn, Monitor, PauseCircle, Settings2 } from 'lucide-react'
import type { Metadata } from 'next'
import { cache } from 'react'
import { OpenAlerts } from '@/app/_components/alerts/open-alerts'
import { ContractActions } from '@/app/_components/contracts/contract-actions'
import { ContractAlerts } from '@/app/_components/contracts/contract-alerts'
import { ContractBackups } from '@/app/_components/contracts/contract-backups'
import { ContractSummary, contractState } from '@/app/_components/contracts/contract-summary'
import { ContractVolume } from '@/app/_components/contracts/contract-volume'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { AddMachineLink } from '@/app/_components/machines/add-machine-link'
import { MachineTable } from '@/app/_components/machines/machine-table'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { buttonClass } from '@/app/_components/ui/button'
import { Chip } from '@/app/_components/ui/chip'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { isInAlert } from '@/lib/alerts/missed'
import { listAlertsOfContract } from '@/lib/alerts/open-alerts'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { listBackupsOfContract } from '@/lib/backups/queries'
import { clock } from '@/lib/clock'
import { forecastFullDay } from '@/lib/contracts/forecast'
import { getContract } from '@/lib/contracts/queries'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canRevealKey } from '@/lib/machines/policy'
import { listMachinesOfContract } from '@/lib/machines/queries'
import { lastDays } from '@/lib/statistics/period'
import { getContractVolume } from '@/lib/statistics/queries'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const VOLUME_DAYS = 90
const BACKUPS_SHOWN = 8
const ALERTS_SHOWN = 20
const namespaces = ['contractActions', 'machineActions', 'chart', 'alertActions'] as const

const readContract = cache((actor: UserActor, id: string) => orNotFound(() => getContract(actor, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const contract = await readContract(await requireUser(), (await params).id)
  return { title: contract.title }
}

export default async function ContractPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, { saved }] = [await params, await searchParams]
  const now = clock.now()
  const [contract, machines, volumes, backups, alerts] = await orNotFound(() =>
    Promise.all([
      readContract(actor, id),
      listMachinesOfContract(actor, id),
      getContractVolume(actor, id, lastDays(VOLUME_DAYS, actor.account.timeZone, now)),
      listBackupsOfContract(actor, id, BACKUPS_SHOWN),
      listAlertsOfContract(actor, id, now),
    ]),
  )
  const words = wordsOf(actor)
  const { t, f } = words
  const others = alerts.filter(({ kind }) => kind !== 'missed')
  const suspendedAt = contract.suspendedAt?.getTime()
  const crumbs = [{ href: '/contracts', label: t('shell.contracts') }]
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <div className="grid gap-3.5" data-contract-id={contract.id} data-state={contractState(contract)}>
        <LiveRefresh machineIds={machines.map((machine) => machine.id)} />
        <PageHeader
          title={contract.title}
          crumbs={crumbs}
          crumbsLabel={t('shell.breadcrumb')}
          beside={
            <>
              {suspendedAt === undefined ? (
                <Chip icon={CheckCircle2} tone="good">
                  {t('contract.active')}
                </Chip>
              ) : (
                <Chip icon={PauseCircle}>{t('contract.suspended', { date: f.date(suspendedAt) })}</Chip>
              )}
              {actor.account.hasAdministration && <span className="text-[13px] text-muted">{contract.spaceName}</span>}
            </>
          }
          actions={
            <>
              <AddMachineLink contractId={contract.id} primary t={t} />
              <ContractActions
                contract={{
                  id: contract.id,
                  title: contract.title,
                  suspended: suspendedAt !== undefined,
                  machineCount: contract.machineCount,
                  usedBytes: contract.usedBytes,
                }}
                look="buttons"
              />
              <Link href={`/contracts/${contract.id}/report`} className={buttonClass()}>
                <FileChartColumn className="size-4 max-sm:hidden" aria-hidden />
                {t('report.open')}
              </Link>
              <Link href={`/contracts/${contract.id}/configuration`} className={buttonClass()}>
                <Settings2 className="size-4 max-sm:hidden" aria-hidden />
                {t('contractConfig.open')}
              </Link>
            </>
          }
        />
        {saved !== undefined && <Notice>{t('contracts.saved', { title: contract.title })}</Notice>}
        <Panel>
          <ContractSummary
            contract={contract}
            fullDay={suspendedAt === undefined ? forecastFullDay(volumes, contract.subscribedBytes) : null}
            words={words}
          />
        </Panel>
        {machines.length === 0 ? (
          <Panel title={t('contract.machines')} titleId="machines">
            <EmptyState icon={Monitor} title={t('contract.noMachines')} heading="h3" text={t('contract.noMachinesText')}>
              <AddMachineLink contractId={contract.id} t={t} />
            </EmptyState>
          </Panel>
        ) : (
          <Panel>
            <MachineTable
              machines={machines}
              canRevealKey={(machine) => canRevealKey(actor, machine)}
              retentionFixed={actor.account.product === 'online'}
              now={now}
              words={words}
            />
          </Panel>
        )}
        <div className="grid items-start gap-3.5 xl:grid-cols-2">
          <ContractVolume contract={contract} points={volumes} words={words} />
          <div className="grid gap-3.5">
            <ContractAlerts machines={machines.filter((machine) => isInAlert(machine, now))} alerts={alerts} now={now} words={words} />
            {others.length > 0 && (
              <Panel title={t('episodes.others')} titleId="other-alerts" hint={f.number(others.length)}>
                <OpenAlerts alerts={others.slice(0, ALERTS_SHOWN)} leaveOut="contract" now={now} words={words} />
              </Panel>
            )}
            <ContractBackups backups={backups} now={now} words={words} />
          </div>
        </div>
      </div>
    </LanguageProvider>
  )
}
