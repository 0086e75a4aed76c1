import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import { ariaSort, SortLink } from '@/app/_components/ui/sort-link'
import type { ListSpaces } from '@/lib/spaces/schema'
import type { SpaceRow as Space } from '@/lib/spaces/types'
import { spaceListAddress } from './space-list-address'
import { SpaceRow } from './space-row'

type Props = { spaces: Space[]; query: ListSpaces; shownId: string | null; words: Words }

const columns: [name: ListSpaces['sort'] | 'alertEmail', isNumber: boolean][] = [
  ['name', false],
  ['allocated', true],
  ['used', true],
  ['percent', false],
  ['alertEmail', false],
  ['contracts', true],
]

/** The spaces of the account as the manual has them (requirements B4). */
export function SpaceTable({ spaces, query, shownId, words }: Props) {
  return (
    <div className="table-frame">
      <table className="table table-wide">
        <thead>
          <tr>
            {columns.map(([name, isNumber]) => (
              <th
                key={name}
                scope="col"
                aria-sort={name === 'alertEmail' ? undefined : ariaSort(name, query)}
                className={clsx(isNumber && 'number', name === 'percent' && 'w-[18%] pl-6!', name === 'alertEmail' && 'pl-4!')}
              >
                <Heading name={name} query={query} words={words} />
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{words.t('spaces.columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {spaces.map((space) => (
            <SpaceRow key={space.id} space={space} isShown={space.id === shownId} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Numbers are asked for from the largest on, names from A on. */
function Heading({ name, query, words: { t } }: { name: (typeof columns)[number][0]; query: ListSpaces; words: Words }) {
  if (name === 'alertEmail') return t('spaces.columns.alertEmail')
  const isCurrent = query.sort === name
  const descending = isCurrent ? !query.descending : name !== 'name'
  return (
    <SortLink isCurrent={isCurrent} descending={query.descending} href={spaceListAddress({ sort: name, descending })}>
      {t(`spaces.columns.${name}`)}
    </SortLink>
  )
}
