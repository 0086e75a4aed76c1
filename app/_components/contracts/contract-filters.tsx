import { FilterForm } from '@/app/_components/ui/filter-form'
import { SearchField } from '@/app/_components/ui/search-field'
import type { ListContracts } from '@/lib/contracts/schema'
import type { Translate } from '@/lib/i18n/translator'
import type { FilterChoices } from '@/lib/statistics/types'
import { contractListQuery } from './contract-list-address'

type Props = { query: ListContracts; spaces: FilterChoices['spaces']; t: Translate }

/** Narrows the list as one types, and to a space where there are several; the order stays. */
export function ContractFilters({ query, spaces, t }: Props) {
  const state = contractListQuery({ ...query, page: 1 })
  return (
    <FilterForm
      action="/contracts"
      label={t('contracts.search')}
      state={String(state)}
      className="flex w-full flex-wrap items-center gap-2 sm:w-auto"
    >
      {['sort', 'order'].map((name) => state.has(name) && <input key={name} type="hidden" name={name} value={state.get(name) ?? ''} />)}
      <SearchField
        search={query.search}
        label={t('contracts.search')}
        placeholder={t('contracts.searchPlaceholder')}
        submit={t('contracts.searchSubmit')}
      />
      {spaces.length > 1 && (
        <select
          name="space"
          aria-label={t('scope.space')}
          defaultValue={query.spaceId ?? ''}
          className="h-9 min-w-0 max-w-full rounded-[8px] border border-edge bg-panel px-2 max-sm:w-full sm:max-w-52"
        >
          <option value="">{t('scope.allSpaces')}</option>
          {spaces.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </FilterForm>
  )
}
