import { Search } from 'lucide-react'
import { PeriodField } from '@/app/_components/statistics/period-field'
import { ScopeFields } from '@/app/_components/statistics/scope-fields'
import { FilterForm } from '@/app/_components/ui/filter-form'
import type { Translate } from '@/lib/i18n/translator'
import type { FilterChoices } from '@/lib/statistics/types'
import type { LogQuery } from './log-search-address'

type Props = { asked: LogQuery; contracts: FilterChoices['contracts']; t: Translate }

export function LogFilters({ asked: { input, choice, query }, contracts, t }: Props) {
  return (
    <FilterForm
      action="/logs"
      label={t('logSearch.filters')}
      state={String(new URLSearchParams(query))}
      className="flex flex-wrap items-center gap-2"
    >
      <span className="relative w-full sm:w-72">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          name="q"
          defaultValue={input.text}
          maxLength={200}
          aria-label={t('logSearch.text')}
          placeholder={t('logSearch.placeholder')}
          className="h-8 w-full rounded-[8px] border border-edge bg-panel pr-2 pl-8 group-aria-busy/filters:border-accent"
        />
      </span>
      <label className="flex h-8 cursor-pointer items-center gap-2 rounded-[8px] border border-edge bg-panel px-2.5 text-[13px] has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent">
        <input type="checkbox" name="errors" value="1" defaultChecked={input.errorsOnly} className="accent-(--accent)" />
        {t('logSearch.errorsOnly')}
      </label>
      <PeriodField choice={choice} period={input.period} t={t} />
      <ScopeFields choices={{ spaces: [], contracts }} spaceId={null} contractId={input.contractId} t={t} />
      <button type="submit" className="sr-only">
        {t('logSearch.submit')}
      </button>
    </FilterForm>
  )
}
