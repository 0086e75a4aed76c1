import { FilterForm } from '@/app/_components/ui/filter-form'
import { SearchField } from '@/app/_components/ui/search-field'
import type { Translate } from '@/lib/i18n/translator'
import type { ListResellers } from '@/lib/resellers/schema'
import { filterQuery } from './reseller-list-address'

const selectClass = 'h-8 max-w-full rounded-[8px] border border-edge bg-panel px-2 text-[13px] max-sm:min-w-[40%] max-sm:flex-1'

export function ResellerFilters({ query, t }: { query: ListResellers; t: Translate }) {
  const filters = filterQuery(query)
  return (
    <FilterForm
      action="/operator"
      label={t('operator.filters')}
      state={String(new URLSearchParams(filters))}
      className="flex flex-wrap items-center gap-2"
    >
      <SearchField
        search={query.search}
        label={t('operator.search')}
        placeholder={t('operator.searchPlaceholder')}
        submit={t('operator.submit')}
        compact
      />
      <select name="product" aria-label={t('operator.productFilter')} defaultValue={query.product ?? ''} className={selectClass}>
        <option value="">{t('operator.everyProduct')}</option>
        {(['online', 'pro', 'business'] as const).map((product) => (
          <option key={product} value={product}>
            {t(`operator.product.${product}`)}
          </option>
        ))}
      </select>
      <select name="state" aria-label={t('operator.stateFilter')} defaultValue={query.state ?? ''} className={selectClass}>
        <option value="">{t('operator.everyState')}</option>
        {(['active', 'suspended', 'alert'] as const).map((state) => (
          <option key={state} value={state}>
            {t(`operator.states.${state}`)}
          </option>
        ))}
      </select>
      {filters.sort && <input type="hidden" name="sort" value={filters.sort} />}
      {filters.order && <input type="hidden" name="order" value={filters.order} />}
    </FilterForm>
  )
}
