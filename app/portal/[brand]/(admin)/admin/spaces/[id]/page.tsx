import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { SpaceForm } from '@/app/_components/spaces/space-form'
import { spaceValues } from '@/app/_components/spaces/space-form-values'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { updateSpaceAction } from '@/app/portal/[brand]/(admin)/admin/spaces/actions'
import { requireAdministrator } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { getAccountVolume, getSpace } from '@/lib/spaces/queries'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('spaceForm.edit') }
}

export default async function EditSpacePage({ params }: Props) {
  const actor = await requireAdministrator()
  const { id } = await params
  const [space, { freeBytes, alertEmail }] = await orNotFound(() => Promise.all([getSpace(actor, id), getAccountVolume(actor)]))
  const t = translator(actor.locale)
  const { allocatedBytes, usedBytes, version } = space
  return (
    <LanguageProvider
      locale={actor.locale}
      timeZone={actor.account.timeZone}
      messages={compiledMessages(actor.locale, ['administration', 'spaceForm'])}
    >
      <PageHeader
        title={t('spaceForm.edit')}
        beside={<span className="text-muted">{space.name}</span>}
        crumbs={[{ href: '/admin/spaces', label: t('administration.spaces') }]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel className="max-w-3xl">
        <SpaceForm
          action={updateSpaceAction.bind(null, space.id)}
          start={{ attempt: 0, values: spaceValues(space, actor.locale), version, failure: null, current: null, freeBytes }}
          facts={{ allocatedBytes, usedBytes, resellerEmail: alertEmail }}
        />
      </Panel>
    </LanguageProvider>
  )
}
