import { PeriodField } from '@/app/_components/statistics/period-field'
import { ScopeFields } from '@/app/_components/statistics/scope-fields'
import { FilterForm } from '@/app/_components/ui/filter-form'
import { SearchField } from '@/app/_components/ui/search-field'
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
      <SearchField
        search={input.text}
        label={t('logSearch.text')}
        placeholder={t('logSearch.placeholder')}
        submit={t('logSearch.submit')}
        compact
      />
      <label className="flex h-8 cursor-pointer items-center gap-2 rounded-[8px] border border-edge bg-panel px-2.5 text-[13px] has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent">
        <input type="checkbox" name="errors" value="1" defaultChecked={input.errorsOnly} className="accent-(--accent)" />
        {t('logSearch.errorsOnly')}
      </label>
      <PeriodField choice={choice} period={input.period} t={t} />
      <ScopeFields choices={{ spaces: [], contracts }} spaceId={null} contractId={input.contractId} t={t} />
    </FilterForm>
  )
}
