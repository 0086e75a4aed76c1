import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { UserForm } from '@/app/_components/users/user-form'
import type { UserValues } from '@/app/_components/users/user-form-values'
import { addUserAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'
import { requireAdministrator } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { listSpaces } from '@/lib/spaces/queries'

const namespaces = ['administration', 'rights', 'userActions', 'userForm', 'users'] as const
const BLANK: UserValues = {
  userName: '',
  displayName: '',
  email: '',
  locale: '',
  role: 'member',
  rights: [],
  spaceIds: [],
  access: 'invitation',
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('users.add') }
}

export default async function NewUserPage() {
  const actor = await requireAdministrator()
  const spaces = await listSpaces(actor, actor.resellerId)
  const t = translator(actor.locale)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <PageHeader
        title={t('users.add')}
        crumbs={[{ href: '/admin/users', label: t('administration.users') }]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel className="max-w-3xl">
        <UserForm
          action={addUserAction}
          start={{ attempt: 0, values: BLANK, version: '', failure: null, current: null }}
          spaces={spaces.map(({ id, name }) => ({ id, name }))}
          isNew
        />
      </Panel>
    </LanguageProvider>
  )
}
