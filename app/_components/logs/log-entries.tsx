import { clsx } from 'clsx'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { LogEntry } from '@/lib/logs/types'
import { marked } from './marked'

const looks = {
  info: { row: '', icon: null },
  warning: { row: 'bg-warning-soft text-warning', icon: TriangleAlert },
  error: { row: 'bg-danger-soft font-medium text-danger', icon: CircleAlert },
}

/** Lines of any logs, each a way to its place in its own. */
export function LogEntries({ entries, text, words }: { entries: LogEntry[]; text: string; words: Words }) {
  return (
    <ol className="overflow-hidden rounded-[8px] border border-line">
      {entries.map((entry) => (
        <Entry key={`${entry.backupId}.${entry.seq}.${entry.position}`} entry={entry} text={text} words={words} />
      ))}
    </ol>
  )
}

function Entry({ entry, text, words: { t, f } }: { entry: LogEntry; text: string; words: Words }) {
  const { row, icon: Icon } = looks[entry.level]
  const at = new Date(entry.at).getTime()
  const line = entry.index + 1
  return (
    <li data-level={entry.level} className="border-line border-t first:border-0">
      <Link
        href={`/backups/${entry.backupId}?line=${line}`}
        aria-description={t('logSearch.open', { line: f.number(line) })}
        className={clsx(
          'grid gap-x-4 px-3 py-1.5 text-[13px] hover:underline md:grid-cols-[18ch_minmax(0,16rem)_minmax(0,1fr)]',
          'focus-visible:-outline-offset-2',
          row,
        )}
      >
        <time dateTime={entry.at} title={f.exact(at)} className={clsx('tabular-nums max-md:text-[12px]', !row && 'text-muted')}>
          {f.dateTime(at)}
        </time>
        <span className="min-w-0 truncate">
          <span className="font-semibold">{entry.machineName}</span> · {entry.contractTitle}
        </span>
        <span className="flex gap-1.5 font-mono text-[12.5px] [overflow-wrap:anywhere]">
          {Icon && entry.level !== 'info' && (
            <Icon className="mt-[3px] size-3.5 shrink-0" role="img" aria-label={t(`logs.level.${entry.level}`)} />
          )}
          <span>
            {marked(entry.message, text).map((part) =>
              part.hit ? (
                <mark key={part.at} className="rounded-[2px] bg-accent-fill text-on-accent">
                  {part.text}
                </mark>
              ) : (
                part.text
              ),
            )}
          </span>
        </span>
      </Link>
    </li>
  )
}
