import { Search } from 'lucide-react'
import { FilterForm } from '@/app/_components/ui/filter-form'
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
      <span className="relative w-full sm:w-72">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          name="q"
          defaultValue={query.search}
          maxLength={200}
          aria-label={t('operator.search')}
          placeholder={t('operator.searchPlaceholder')}
          className="h-8 w-full rounded-[8px] border border-edge bg-panel pr-2 pl-8 group-aria-busy/filters:border-accent"
        />
      </span>
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
      <button type="submit" className="sr-only">
        {t('operator.submit')}
      </button>
    </FilterForm>
  )
}
