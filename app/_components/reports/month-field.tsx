import type { Words } from '@/app/_components/i18n/request'
import { FilterForm } from '@/app/_components/ui/filter-form'
import type { Locale } from '@/lib/auth/types'
import type { ContractReport } from '@/lib/reports/types'
import { monthTitle } from '@/lib/reports/wording'

type Props = { report: ContractReport; address: string; locale: Locale; words: Words }

/** The months of which there is a report; choosing one leads to it. */
export function MonthField({ report: { month, months }, address, locale, words: { t } }: Props) {
  return (
    <FilterForm action={address} label={t('report.choose')} state={`month=${month}`} className="flex flex-wrap items-center gap-2">
      <label className="flex items-center gap-2">
        <span className="font-medium">{t('report.month')}</span>
        <select name="month" defaultValue={month} className="h-8 rounded-[8px] border border-edge bg-panel px-2">
          {months.map((each, ago) => (
            <option key={each} value={each}>
              {ago === 0 ? t('report.soFarOption', { month: monthTitle(each, { locale }) }) : monthTitle(each, { locale })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="sr-only">
        {t('report.show')}
      </button>
    </FilterForm>
  )
}
