import type { Words } from '@/app/_components/i18n/request'
import { ariaSort, SortLink } from '@/app/_components/ui/sort-link'
import type { ListUsers } from '@/lib/users/schema'
import type { UserRow as User } from '@/lib/users/types'
import { userListAddress } from './user-list-address'
import { UserRow } from './user-row'

type Props = { users: User[]; query: ListUsers; ownId: string; savedId: string | null; now: number; words: Words }

const columns = ['name', 'role', 'spaces', 'rights', 'signIn'] as const
const isSort = (column: string): column is ListUsers['sort'] => column === 'name' || column === 'role' || column === 'signIn'

export function UserTable({ users, query, ownId, savedId, now, words }: Props) {
  return (
    <div className="table-frame">
      <table className="table table-wide">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={isSort(column) ? ariaSort(column, query) : undefined}>
                <Heading column={column} query={query} words={words} />
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{words.t('users.columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} isOwn={user.id === ownId} isSaved={user.id === savedId} now={now} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The latest sign-in is asked for first, names from A on. */
function Heading({ column, query, words: { t } }: { column: (typeof columns)[number]; query: ListUsers; words: Words }) {
  if (!isSort(column)) return t(`users.columns.${column}`)
  const isCurrent = query.sort === column
  const descending = isCurrent ? !query.descending : column === 'signIn'
  return (
    <SortLink isCurrent={isCurrent} descending={query.descending} href={userListAddress({ ...query, sort: column, descending })}>
      {t(`users.columns.${column}`)}
    </SortLink>
  )
}
