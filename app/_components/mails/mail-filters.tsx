import { Search } from 'lucide-react'
import { FilterForm } from '@/app/_components/ui/filter-form'
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
      <span className="relative w-full sm:w-72">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          name="q"
          defaultValue={input.search}
          maxLength={200}
          aria-label={t('mails.search')}
          placeholder={t('mails.placeholder')}
          className="h-8 w-full rounded-[8px] border border-edge bg-panel pr-2 pl-8 group-aria-busy/filters:border-accent"
        />
      </span>
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
      <button type="submit" className="sr-only">
        {t('mails.submit')}
      </button>
    </FilterForm>
  )
}
