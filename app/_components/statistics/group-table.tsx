import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { GroupTotals } from '@/lib/statistics/types'
import { meanSeconds } from './day-groups'
import { type GroupOrder, type GroupSort, groupSorts } from './group-order'

type Props = {
  name: string
  groups: GroupTotals[]
  order: GroupOrder
  address: (order: GroupOrder) => string
  linkOf: (id: string) => string
  words: Words
}

/** The period's figures per space or per contract; a heading sorts, a name leads to its own figures. */
export function GroupTable({ name, groups, order, address, linkOf, words: { t, f } }: Props) {
  const heading = (sort: GroupSort) => (sort === 'name' ? name : t(`statistics.groupColumns.${sort}`))
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {groupSorts.map((sort) => (
              <th
                key={sort}
                scope="col"
                className={clsx(sort !== 'name' && 'number')}
                aria-sort={sort === order.sort ? (order.descending ? 'descending' : 'ascending') : undefined}
              >
                <SortLink sort={sort} order={order} address={address} text={heading(sort)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <td>
                <Link href={linkOf(group.id)} className="font-semibold hover:text-accent hover:underline">
                  {group.name}
                </Link>
              </td>
              {figuresOf(group).map(([sort, text]) => (
                <td
                  key={sort}
                  className={clsx('number', sort === 'failed' && group.failed > 0 && 'font-semibold text-danger')}
                  data-label={heading(sort)}
                >
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

  function figuresOf(group: GroupTotals): [GroupSort, string][] {
    return [
      ['backups', f.number(group.backups)],
      ['success', f.number(group.success)],
      ['partial', f.number(group.partial)],
      ['failed', f.number(group.failed)],
      ['added', f.bytes(group.bytesAdded)],
      ['duration', f.duration(meanSeconds(group))],
    ]
  }
}

/** Numbers are asked for from the largest on, names from A on; a second click turns the order round. */
function SortLink({ sort, order, address, text }: { sort: GroupSort; order: GroupOrder; address: Props['address']; text: string }) {
  const isCurrent = sort === order.sort
  const Arrow = order.descending ? ArrowDown : ArrowUp
  return (
    <Link
      href={address({ sort, descending: isCurrent ? !order.descending : sort !== 'name' })}
      replace
      scroll={false}
      className={clsx('inline-flex items-center gap-1 rounded-[4px] hover:text-ink', isCurrent && 'text-ink')}
    >
      {text}
      {isCurrent && <Arrow className="size-3.5" aria-hidden />}
    </Link>
  )
}
