import type { Translate } from '@/lib/i18n/translator'
import type { Period } from '@/lib/statistics/schema'
import { type Choice, PRESETS } from './period-address'

const dateClass = 'h-8 rounded-[8px] border border-edge bg-panel px-2 text-[13px]'

/** The period of a page's filters: the last so many days, or two dates. */
export function PeriodField({ choice, period, t }: { choice: Choice; period: Period; t: Translate }) {
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">{t('period.label')}</legend>
      <span className="flex flex-wrap gap-0.5 rounded-[8px] bg-raised p-0.5">
        {[...PRESETS, 'custom' as const].map((days) => (
          <label
            key={days}
            className="relative grid min-h-7 cursor-pointer place-items-center rounded-[6px] px-1.5 text-[13px] sm:px-2.5 text-muted hover:text-ink has-checked:bg-panel has-checked:font-medium has-checked:text-ink has-checked:shadow-panel has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="days"
              value={days}
              defaultChecked={days === choice}
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
            />
            {days === 'custom' ? t('period.custom') : t('period.days', { count: Number(days) })}
          </label>
        ))}
      </span>
      {choice === 'custom' && (
        <span className="flex flex-wrap items-center gap-2 text-[13px]">
          <label className="flex items-center gap-1.5">
            {t('period.from')}
            <input type="date" name="from" defaultValue={period.from} required className={dateClass} />
          </label>
          <label className="flex items-center gap-1.5">
            {t('period.to')}
            <input type="date" name="to" defaultValue={period.to} required className={dateClass} />
          </label>
        </span>
      )}
    </fieldset>
  )
}
