import type { Words } from '@/app/_components/i18n/request'
import type { Locale } from '@/lib/auth/types'
import type { ContractReport } from '@/lib/reports/types'
import { figuresOf } from '@/lib/reports/wording'

/** The month in six figures, the same as in the document. */
export function ReportFigures({ report, words, locale }: { report: ContractReport; words: Words; locale: Locale }) {
  return (
    <dl
      aria-label={words.t('report.figures')}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line shadow-panel sm:grid-cols-3 xl:grid-cols-6"
    >
      {figuresOf(report, { ...words, locale }).map(({ name, value, detail }) => (
        <div key={name} className="bg-panel px-4 py-3">
          <dt className="text-[12.5px] text-muted">{name}</dt>
          <dd>
            <span className="block font-semibold text-[20px] tabular-nums tracking-[-0.01em]">{value}</span>
            <span className="text-[12.5px] text-muted">{detail}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
