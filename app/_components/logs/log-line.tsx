import { clsx } from 'clsx'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { LogLine as Line } from '@/lib/backups/types'
import type { Formatter } from '@/lib/i18n/formatter'
import { marked } from './marked'

const looks = {
  info: { row: '', icon: null },
  warning: { row: 'bg-warning-soft text-warning', icon: TriangleAlert },
  error: { row: 'bg-danger-soft font-medium text-danger', icon: CircleAlert },
}

type Props = {
  number: number
  line: Line
  f: Formatter
  levelName: (level: 'warning' | 'error') => string
  wanted?: string
  pointed?: boolean
}

/** A line of a log with its number and time; errors stand out by colour, weight and icon. */
export function LogLineRow({ number, line, f, levelName, wanted = '', pointed = false }: Props) {
  const { row, icon: Icon } = looks[line.level]
  const at = new Date(line.at)
  return (
    <div
      className={clsx(
        'grid grid-cols-[var(--number)_1fr] gap-x-3 px-3 py-0.5 sm:grid-cols-[var(--number)_8.5ch_1fr]',
        row,
        pointed && 'outline-2 outline-accent -outline-offset-2',
      )}
    >
      <span className="select-none text-right text-muted tabular-nums">{number}</span>
      <time
        dateTime={line.at}
        title={f.exact(at.getTime())}
        className={clsx('col-start-2 text-[11px] tabular-nums sm:text-[12.5px]', !row && 'text-muted')}
      >
        {f.timeOfDay(at.getTime())}
      </time>
      <span className="col-start-2 flex gap-1.5 whitespace-pre-wrap [overflow-wrap:anywhere] sm:col-start-3">
        {Icon && line.level !== 'info' && <Icon className="mt-[3px] size-3.5 shrink-0" role="img" aria-label={levelName(line.level)} />}
        <span>
          {marked(line.message, wanted).map(({ text, hit, at: place }) =>
            hit ? (
              <mark key={place} className="rounded-[2px] bg-accent-fill text-on-accent">
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </span>
      </span>
    </div>
  )
}
