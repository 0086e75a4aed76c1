import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { AddMachineForm } from '@/app/_components/machines/add-machine-form'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { currentOrigin, requireUser } from '@/lib/auth/gate'
import { getContract } from '@/lib/contracts/queries'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { findOwnOffer } from '@/lib/kits/queries'
import { addMachineAction } from './actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('machineForm.add') }
}

export default async function NewMachinePage({ params }: Props) {
  const actor = await requireUser()
  const { id } = await params
  const contract = await orNotFound(() => getContract(actor, id))
  const t = translator(actor.locale)
  const full = contract.machineLimit !== null && contract.machineCount >= contract.machineLimit
  return (
    <LanguageProvider
      locale={actor.locale}
      timeZone={actor.account.timeZone}
      messages={compiledMessages(actor.locale, ['machineForm', 'installAgent'])}
    >
      <PageHeader
        title={t('machineForm.add')}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${contract.id}`, label: contract.title },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <AddMachineForm
        action={addMachineAction.bind(null, contract.id)}
        contract={{
          id: contract.id,
          title: contract.title,
          limit: full ? contract.machineLimit : null,
          suspended: contract.suspendedAt !== null,
        }}
        place={{ origin: await currentOrigin(), kit: await findOwnOffer(actor) }}
      />
    </LanguageProvider>
  )
}
