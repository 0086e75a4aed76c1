import type { Metadata } from 'next'
import { ContractForm } from '@/app/_components/contracts/contract-form'
import { contractFormFacts } from '@/app/_components/contracts/contract-form-facts'
import { contractValues } from '@/app/_components/contracts/contract-form-values'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { updateContractAction } from '@/app/portal/[brand]/(account)/contracts/actions'
import { requireUser } from '@/lib/auth/gate'
import { getContract } from '@/lib/contracts/queries'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { getOwnReseller } from '@/lib/resellers/queries'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('contractForm.edit') }
}

export default async function EditContractPage({ params }: Props) {
  const actor = await requireUser()
  const { id } = await params
  const [contract, reseller] = await orNotFound(() => Promise.all([getContract(actor, id), getOwnReseller(actor)]))
  const t = translator(actor.locale)
  const start = { attempt: 0, values: contractValues(contract, actor.locale), version: contract.version, failure: null, current: null }
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['contractForm'])}>
      <PageHeader
        title={t('contractForm.edit')}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${contract.id}`, label: contract.title },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel className="max-w-3xl">
        <ContractForm
          action={updateContractAction.bind(null, contract.id)}
          start={start}
          facts={contractFormFacts(actor, reseller, [], contract.spaceName)}
          cancelHref={`/contracts/${contract.id}`}
        />
      </Panel>
    </LanguageProvider>
  )
}
