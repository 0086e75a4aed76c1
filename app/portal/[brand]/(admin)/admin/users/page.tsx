import { SearchX, UserPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { FilterForm } from '@/app/_components/ui/filter-form'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Pager, pageOf } from '@/app/_components/ui/pager'
import { Panel } from '@/app/_components/ui/panel'
import { SearchField } from '@/app/_components/ui/search-field'
import { userListAddress, userListQuery } from '@/app/_components/users/user-list-address'
import { UserTable } from '@/app/_components/users/user-table'
import { requireAdministrator } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { listUsers } from '@/lib/users/queries'
import { listUsersSchema } from '@/lib/users/schema'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const USERS_PER_PAGE = 100
const namespaces = ['administration', 'userActions', 'userForm'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('users.heading') }
}

export default async function UsersPage({ searchParams }: Props) {
  const actor = await requireAdministrator()
  const { q, sort, order, page, saved, invited } = await searchParams
  const query = listUsersSchema.parse({ search: q, sort, descending: order === 'desc' })
  const users = await listUsers(actor, query)
  const words = wordsOf(actor)
  const { t } = words
  const savedUser = users.find(({ id }) => id === saved)
  // What was just saved stands in the list, also where its place would be on another page.
  const paged = pageOf(users, savedUser ? String(1 + Math.floor(users.indexOf(savedUser) / USERS_PER_PAGE)) : page, USERS_PER_PAGE)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <PageHeader
        title={t('users.heading')}
        beside={<span className="text-[13px] text-muted">{t('users.count', { count: users.length })}</span>}
        actions={
          <>
            <FilterForm action="/admin/users" label={t('users.search')} state={String(userListQuery(query))} className="w-full sm:w-auto">
              {query.sort !== 'name' && <input type="hidden" name="sort" value={query.sort} />}
              {query.descending && <input type="hidden" name="order" value="desc" />}
              <SearchField
                search={query.search}
                label={t('users.search')}
                placeholder={t('users.searchPlaceholder')}
                submit={t('users.searchSubmit')}
              />
            </FilterForm>
            <Link href="/admin/users/new" className={buttonClass('primary')}>
              <UserPlus className="size-4" aria-hidden />
              {t('users.add')}
            </Link>
          </>
        }
      />
      {savedUser && (
        <Notice>{invited ? t('users.savedInvited', { email: savedUser.email }) : t('users.saved', { name: savedUser.displayName })}</Notice>
      )}
      <Panel>
        {users.length === 0 ? (
          <EmptyState icon={SearchX} title={t('users.noMatch', { search: query.search })} text={t('users.noMatchText')}>
            <Link href="/admin/users" className={buttonClass()}>
              {t('users.clear')}
            </Link>
          </EmptyState>
        ) : (
          <UserTable
            users={paged.rows}
            query={query}
            ownId={actor.userId}
            savedId={savedUser?.id ?? null}
            now={clock.now().getTime()}
            words={words}
          />
        )}
        <Pager page={paged.page} pages={paged.pages} address={(to) => userListAddress(query, to)} words={words} />
      </Panel>
    </LanguageProvider>
  )
}
