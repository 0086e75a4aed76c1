import { FolderLock } from 'lucide-react'
import type { Metadata } from 'next'
import { ContractForm } from '@/app/_components/contracts/contract-form'
import { contractFormFacts } from '@/app/_components/contracts/contract-form-facts'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { addContractAction } from '@/app/portal/[brand]/(account)/contracts/actions'
import { requireUser } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { getOwnReseller } from '@/lib/resellers/queries'
import { listSpaces } from '@/lib/spaces/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('contractForm.add') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NewContractPage({ searchParams }: Props) {
  const actor = await requireUser()
  const { space: asked } = await searchParams
  const [spaces, reseller] = await Promise.all([listSpaces(actor, actor.resellerId), getOwnReseller(actor)])
  const t = translator(actor.locale)
  const space = spaces.find(({ id }) => id === asked) ?? spaces.find(({ isDefault }) => isDefault) ?? spaces[0]
  const blank = { title: '', clientEmail: '', clientLocale: actor.locale, gigabytes: '', machineLimit: '', unlimited: false }
  const values = { ...blank, retentionDays: '90', spaceId: space?.id ?? '' }
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['contractForm'])}>
      <PageHeader
        title={t('contractForm.add')}
        crumbs={[{ href: '/contracts', label: t('shell.contracts') }]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel className="max-w-3xl">
        {space ? (
          <ContractForm
            action={addContractAction}
            start={{ attempt: 0, values, version: '', failure: null, current: null }}
            facts={contractFormFacts(actor, reseller, spaces)}
            cancelHref="/contracts"
          />
        ) : (
          <EmptyState icon={FolderLock} title={t('contractForm.noSpace')} text={t('contractForm.noSpaceText')} />
        )}
      </Panel>
    </LanguageProvider>
  )
}
