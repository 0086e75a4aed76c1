import { FilterForm } from '@/app/_components/ui/filter-form'
import { SearchField } from '@/app/_components/ui/search-field'
import type { Translate } from '@/lib/i18n/translator'

/** Narrows both lists to a machine, a client or a space as one types. */
export function AlertFilter({ search, t }: { search: string; t: Translate }) {
  return (
    <FilterForm action="/alerts" label={t('alerts.search')} state={search && String(new URLSearchParams({ q: search }))}>
      <SearchField
        search={search}
        label={t('alerts.search')}
        placeholder={t('alerts.searchPlaceholder')}
        submit={t('contracts.searchSubmit')}
      />
    </FilterForm>
  )
}
