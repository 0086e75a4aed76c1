import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { UserAccess } from '@/app/_components/users/user-access'
import { UserActions } from '@/app/_components/users/user-actions'
import { UserForm } from '@/app/_components/users/user-form'
import { userValues } from '@/app/_components/users/user-form-values'
import { updateUserAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'
import { requireAdministrator } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { listSpaces } from '@/lib/spaces/queries'
import { getUser } from '@/lib/users/queries'

type Props = { params: Promise<{ id: string }> }

const namespaces = ['administration', 'rights', 'userActions', 'userForm', 'users'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('userForm.heading') }
}

export default async function UserPage({ params }: Props) {
  const actor = await requireAdministrator()
  const { id } = await params
  const now = clock.now()
  const [user, spaces] = await orNotFound(() => Promise.all([getUser(actor, id, now), listSpaces(actor, actor.resellerId)]))
  const words = wordsOf(actor)
  const { t } = words
  const { userName, displayName, email, hasPassword } = user
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <PageHeader
        title={t('userForm.heading')}
        beside={
          <span className="text-muted [overflow-wrap:anywhere]">
            {displayName} · {userName}
          </span>
        }
        crumbs={[{ href: '/admin/users', label: t('administration.users') }]}
        crumbsLabel={t('shell.breadcrumb')}
        actions={<UserActions user={{ id: user.id, userName, displayName, email, isInvited: !hasPassword }} look="buttons" />}
      />
      <div className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <Panel>
          <UserForm
            action={updateUserAction.bind(null, user.id)}
            start={{ attempt: 0, values: userValues(user), version: user.version, failure: null, current: null }}
            spaces={spaces.map(({ id: spaceId, name }) => ({ id: spaceId, name }))}
          />
        </Panel>
        <UserAccess user={user} isOwn={user.id === actor.userId} now={now.getTime()} words={words} />
      </div>
    </LanguageProvider>
  )
}
