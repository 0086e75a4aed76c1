import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { ListResellers } from '@/lib/resellers/schema'
import type { ResellerOverview } from '@/lib/resellers/types'
import { resellerListHref } from './reseller-list-address'
import { ResellerRow } from './reseller-row'

type Props = { resellers: ResellerOverview[]; query: ListResellers; now: Date; words: Words }

const columns: [
  name: 'name' | 'product' | 'brand' | 'machines' | 'alert' | 'used' | 'heard',
  sort: ListResellers['sort'] | null,
  isNumber?: true,
][] = [
  ['name', 'name'],
  ['product', null],
  ['brand', null],
  ['machines', 'machines', true],
  ['alert', 'alert', true],
  ['used', 'percent'],
  ['heard', 'heard'],
]

export function ResellerTable({ resellers, query, now, words }: Props) {
  const { t } = words
  return (
    <div className="table-frame">
      <table className="table table-wide">
        <thead>
          <tr>
            {columns.map(([name, sort, isNumber]) => (
              <th
                key={name}
                scope="col"
                aria-sort={sort === query.sort ? (query.descending ? 'descending' : 'ascending') : undefined}
                className={clsx(isNumber && 'number', name === 'used' && 'w-[20%] pl-4!')}
              >
                {sort ? <SortLink sort={sort} query={query} label={t(`operator.columns.${name}`)} /> : t(`operator.columns.${name}`)}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{t('operator.columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {resellers.map((reseller) => (
            <ResellerRow key={reseller.id} reseller={reseller} now={now} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Numbers are asked for from the largest on, names from A on, silence from the longest; a second click turns the order round. */
function SortLink({ sort, query, label }: { sort: ListResellers['sort']; query: ListResellers; label: string }) {
  const isCurrent = query.sort === sort
  const descending = isCurrent ? !query.descending : sort !== 'name' && sort !== 'heard'
  const Arrow = query.descending ? ArrowDown : ArrowUp
  return (
    <Link
      href={resellerListHref(query, { sort, descending, page: 1 })}
      replace
      scroll={false}
      className={clsx('inline-flex items-center gap-1 rounded-[4px] hover:text-ink', isCurrent && 'text-ink')}
    >
      {label}
      {isCurrent && <Arrow className="size-3.5" aria-hidden />}
    </Link>
  )
}
