import type { Words } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { LogPage } from '@/lib/backups/types'
import { LOG_LINES_PER_PAGE, lastOffset } from './log-offset'

type Props = { path: string; log: LogPage; words: Words }

/** Where in a long log one is, and the ways to its other parts. */
export function LogRanges({ path, log, words: { t, f } }: Props) {
  if (log.total <= LOG_LINES_PER_PAGE) return null
  const last = lastOffset(log.total)
  const parts = [
    { name: t('logs.first'), offset: 0 },
    { name: t('logs.previous'), offset: Math.max(0, log.offset - LOG_LINES_PER_PAGE) },
    { name: t('logs.next'), offset: Math.min(last, log.offset + LOG_LINES_PER_PAGE) },
    { name: t('logs.last'), offset: last },
  ].filter(({ offset }) => offset !== log.offset)
  const [from, to] = [log.offset + 1, log.offset + log.lines.length]
  return (
    <nav aria-label={t('logs.ranges')} className="my-3 flex flex-wrap items-center gap-2 text-[13px]">
      <span className="mr-auto text-muted tabular-nums">
        {t('logs.range', { from: f.number(from), to: f.number(to), total: f.number(log.total) })}
      </span>
      {parts.map(({ name, offset }) => (
        <Link key={name} href={`${path}?offset=${offset}`} className={buttonClass()}>
          {name}
        </Link>
      ))}
    </nav>
  )
}
