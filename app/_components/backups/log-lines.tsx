import { clsx } from 'clsx'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import type { LogLine, LogPage } from '@/lib/backups/types'

const looks = {
  info: { row: '', icon: null },
  warning: { row: 'bg-warning-soft text-warning', icon: TriangleAlert },
  error: { row: 'bg-danger-soft font-medium text-danger', icon: CircleAlert },
}

/** Lines of a log with their numbers and times; errors stand out by colour, weight and icon. */
export function LogLines({ log, words }: { log: LogPage; words: Words }) {
  return (
    <ol className="overflow-hidden rounded-[8px] border border-line font-mono text-[12.5px] leading-relaxed">
      {log.lines.map((line, index) => {
        const number = log.offset + index + 1
        return <Line key={number} number={number} line={line} words={words} />
      })}
    </ol>
  )
}

function Line({ number, line, words: { t, f } }: { number: number; line: LogLine; words: Words }) {
  const { row, icon: Icon } = looks[line.level]
  const at = new Date(line.at)
  return (
    <li
      id={`L${number}`}
      data-level={line.level}
      className={clsx('grid grid-cols-[4ch_1fr] gap-x-3 px-3 py-0.5 sm:grid-cols-[4ch_8.5ch_1fr]', row)}
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
        {Icon && <Icon className="mt-[3px] size-3.5 shrink-0" role="img" aria-label={t(`logs.level.${line.level}`)} />}
        <span>{line.message}</span>
      </span>
    </li>
  )
}
