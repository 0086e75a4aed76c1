import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ManyForm } from '@/app/_components/configs/many-form'
import { NO_CHANGES } from '@/app/_components/configs/many-form-values'
import { sharedTexts } from '@/app/_components/configs/shared-texts'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { Chip } from '@/app/_components/ui/chip'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { listMachineFiles } from '@/lib/configs/queries'
import { getContract } from '@/lib/contracts/queries'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canConfigure } from '@/lib/machines/policy'
import { changeConfigsAction } from './actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('contractConfig.manySection') }
}

export default async function ManyConfigurationsPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, { machine }] = [await params, await searchParams]
  const path = `/contracts/${id}/configuration`
  // Who may not change any is shown no form for it.
  if (!canConfigure(actor)) notFound()
  const chosen = [machine ?? []].flat()
  if (chosen.length === 0) redirect(`${path}?none=1`)
  const [contract, machines] = await orNotFound(() => Promise.all([getContract(actor, id), listMachineFiles(actor, id, chosen)]))
  if (machines.length === 0) redirect(`${path}?none=1`)
  const { t } = wordsOf(actor)
  const versions = machines.map(({ id: machineId, version: baseVersion }) => ({ machineId, baseVersion }))
  return (
    <LanguageProvider
      locale={actor.locale}
      timeZone={actor.account.timeZone}
      messages={compiledMessages(actor.locale, ['config', 'contractConfig'])}
    >
      <PageHeader
        title={t('contractConfig.manyHeading', { count: machines.length })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${contract.id}`, label: contract.title },
          { href: path, label: t('contractConfig.section') },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel>
        <ul className="mb-3 flex flex-wrap gap-1.5">
          {machines.map(({ id: machineId, name }) => (
            <li key={machineId}>
              <Chip>{name}</Chip>
            </li>
          ))}
        </ul>
        <p className="mb-4 text-[13px] text-muted">{t('contractConfig.manyText')}</p>
        <ManyForm
          action={changeConfigsAction.bind(null, { contractId: contract.id, machines: versions })}
          start={{ attempt: 0, values: NO_CHANGES, failure: null, review: null }}
          paths={sharedTexts(machines, 'paths')}
          excludes={sharedTexts(machines, 'excludes')}
          cancelHref={path}
        />
      </Panel>
    </LanguageProvider>
  )
}
