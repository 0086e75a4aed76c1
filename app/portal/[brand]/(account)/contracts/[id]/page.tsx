import { CheckCircle2, Monitor, PauseCircle } from 'lucide-react'
import type { Metadata } from 'next'
import { cache } from 'react'
import { ContractSummary, contractState } from '@/app/_components/contracts/contract-summary'
import { wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { MachineTable } from '@/app/_components/machines/machine-table'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { Chip } from '@/app/_components/ui/chip'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { getContract } from '@/lib/contracts/queries'
import { listMachinesOfContract } from '@/lib/machines/queries'

type Props = { params: Promise<{ id: string }> }

const readContract = cache((actor: UserActor, id: string) => orNotFound(() => getContract(actor, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const contract = await readContract(await requireUser(), (await params).id)
  return { title: contract.title }
}

export default async function ContractPage({ params }: Props) {
  const actor = await requireUser()
  const { id } = await params
  const [contract, machines] = await Promise.all([readContract(actor, id), orNotFound(() => listMachinesOfContract(actor, id))])
  const words = wordsOf(actor)
  const { t, f } = words
  const suspendedAt = contract.suspendedAt?.getTime()
  const crumbs = [{ href: '/contracts', label: t('shell.contracts') }]
  return (
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
      />
      <Panel>
        <ContractSummary contract={contract} words={words} />
      </Panel>
      <Panel title={t('contract.machines')} titleId="machines">
        {machines.length === 0 ? (
          <EmptyState icon={Monitor} title={t('contract.noMachines')} heading="h3" text={t('contract.noMachinesText')} />
        ) : (
          <MachineTable machines={machines} now={clock.now()} words={words} />
        )}
      </Panel>
    </div>
  )
}
