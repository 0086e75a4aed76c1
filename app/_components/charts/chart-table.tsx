import type { Translate } from '@/lib/i18n/translator'
import type { Place, Series } from './chart'

/** The figures behind a chart, for whoever would rather read them. */
export function ChartTable({ title, places, series, t }: { title: string; places: Place[]; series: Series[]; t: Translate }) {
  return (
    <details className="mt-2 text-[12.5px]">
      <summary className="w-fit rounded-[4px] text-muted hover:text-ink">{t('chart.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section aria-label={title} tabIndex={0} className="mt-2 max-h-64 overflow-y-auto rounded-[8px] border border-line px-3">
        <table className="w-full text-left tabular-nums">
          <thead>
            <tr className="text-muted">
              <th scope="col" className="py-1.5 font-medium">
                {t('chart.when')}
              </th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="py-1.5 pl-3 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map(({ name }, index) => (
              <tr key={name} className="border-line border-t">
                <th scope="row" className="py-1 font-normal">
                  {name}
                </th>
                {series.map((one) => (
                  <td key={one.name} className="py-1 pl-3 text-right">
                    {one.texts[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
