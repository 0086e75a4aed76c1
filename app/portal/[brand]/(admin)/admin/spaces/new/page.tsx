import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { SpaceForm } from '@/app/_components/spaces/space-form'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { addSpaceAction } from '@/app/portal/[brand]/(admin)/admin/spaces/actions'
import { requireAdministrator } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { getAccountVolume } from '@/lib/spaces/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('spaceForm.add') }
}

export default async function NewSpacePage() {
  const actor = await requireAdministrator()
  const { freeBytes, alertEmail } = await getAccountVolume(actor)
  const t = translator(actor.locale)
  const values = { name: '', gigabytes: '', alertEmail: '' }
  return (
    <LanguageProvider
      locale={actor.locale}
      timeZone={actor.account.timeZone}
      messages={compiledMessages(actor.locale, ['administration', 'spaceForm'])}
    >
      <PageHeader
        title={t('spaceForm.add')}
        crumbs={[{ href: '/admin/spaces', label: t('administration.spaces') }]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel className="max-w-3xl">
        <SpaceForm
          action={addSpaceAction}
          start={{ attempt: 0, values, version: '', failure: null, current: null, freeBytes }}
          facts={{ allocatedBytes: 0, usedBytes: 0, resellerEmail: alertEmail }}
        />
      </Panel>
    </LanguageProvider>
  )
}
