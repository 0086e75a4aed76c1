import { FilterForm } from '@/app/_components/ui/filter-form'
import { SearchField } from '@/app/_components/ui/search-field'
import type { Translate } from '@/lib/i18n/translator'
import { mailStates } from '@/lib/mails/state'
import type { MailQuery } from './mail-search-address'

type Props = { action: string; asked: MailQuery; t: Translate }

export function MailFilters({ action, asked: { input, query }, t }: Props) {
  return (
    <FilterForm
      action={action}
      label={t('mails.filters')}
      state={String(new URLSearchParams(query))}
      className="flex flex-wrap items-center gap-2"
    >
      <SearchField
        search={input.search}
        label={t('mails.search')}
        placeholder={t('mails.placeholder')}
        submit={t('mails.submit')}
        compact
      />
      <select
        name="state"
        aria-label={t('mails.stateFilter')}
        defaultValue={input.state ?? ''}
        className="h-8 max-w-full rounded-[8px] border border-edge bg-panel px-2 text-[13px]"
      >
        <option value="">{t('mails.allStates')}</option>
        <option value="undelivered">{t('mails.undelivered')}</option>
        {mailStates.map((state) => (
          <option key={state} value={state}>
            {t(`mails.state.${state}`)}
          </option>
        ))}
      </select>
    </FilterForm>
  )
}
