import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import { ariaSort, SortLink } from '@/app/_components/ui/sort-link'
import type { ListContracts } from '@/lib/contracts/schema'
import type { ContractRow as Contract, ContractSort } from '@/lib/contracts/types'
import { contractListAddress } from './contract-list-address'
import { ContractRow } from './contract-row'

type Props = { contracts: Contract[]; query: ListContracts; showSpace: boolean; savedId: string | null; words: Words }

const columns: [name: ContractSort | 'subscribed', isNumber: boolean][] = [
  ['title', false],
  ['space', false],
  ['machines', true],
  ['used', true],
  ['subscribed', true],
  ['percent', false],
]

export function ContractTable({ contracts, query, showSpace, savedId, words }: Props) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {columns
              .filter(([name]) => showSpace || name !== 'space')
              .map(([name, isNumber]) => (
                <th
                  key={name}
                  scope="col"
                  aria-sort={name === 'subscribed' ? undefined : ariaSort(name, query)}
                  className={clsx(isNumber && 'number', name === 'percent' && 'w-[24%] pl-6!')}
                >
                  {name === 'subscribed' ? words.t('contracts.columns.subscribed') : <Heading name={name} query={query} words={words} />}
                </th>
              ))}
            <th scope="col">
              <span className="sr-only">{words.t('contracts.columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {contracts.map((contract) => (
            <ContractRow key={contract.id} contract={contract} showSpace={showSpace} isSaved={contract.id === savedId} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Numbers are asked for from the largest on, names from A on. */
function Heading({ name, query, words: { t } }: { name: ContractSort; query: ListContracts; words: Words }) {
  const isCurrent = query.sort === name
  const descending = isCurrent ? !query.descending : name !== 'title' && name !== 'space'
  return (
    <SortLink isCurrent={isCurrent} descending={query.descending} href={contractListAddress({ ...query, sort: name, descending, page: 1 })}>
      {t(`contracts.columns.${name}`)}
    </SortLink>
  )
}
