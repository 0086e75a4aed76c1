import { Equal, TrendingDown, TrendingUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Words } from '@/app/_components/i18n/request'
import { successPercent } from '@/lib/statistics/success'
import type { GlobalStatistics } from '@/lib/statistics/types'
import { compare } from './comparison'
import { meanSeconds } from './day-groups'

type Props = { statistics: GlobalStatistics; words: Words }

/** The period in five figures, each beside that of the period before, in words (requirements E3). */
export function GlobalFigures({ statistics: { total, previous }, words }: Props) {
  const { t, f } = words
  const rate = successPercent(total)
  const figures: [name: string, value: string, detail: ReactNode][] = [
    [t('statistics.backups'), f.number(total.backups), <Change key="b" now={total.backups} before={previous.backups} words={words} />],
    [
      t('statistics.successRate'),
      rate === null ? '–' : f.share(Math.floor(rate * 10) / 10),
      <Points key="r" now={rate} before={successPercent(previous)} words={words} />,
    ],
    [t('statistics.failures'), f.number(total.failed), <Change key="f" now={total.failed} before={previous.failed} words={words} />],
    [
      t('statistics.added'),
      f.bytes(total.bytesAdded),
      <Change key="a" now={total.bytesAdded} before={previous.bytesAdded} words={words} />,
    ],
    [
      t('statistics.meanDuration'),
      total.backups > 0 ? f.duration(meanSeconds(total)) : '–',
      <Change key="d" now={meanSeconds(total)} before={meanSeconds(previous)} words={words} />,
    ],
  ]
  return (
    <dl
      aria-label={t('statistics.figures')}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line shadow-panel sm:grid-cols-3 xl:grid-cols-5"
    >
      {figures.map(([name, value, detail]) => (
        <div key={name} className="bg-panel px-4 py-3 last:max-xl:sm:col-span-2 last:max-sm:col-span-2">
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

function Change({ now, before, words: { t, f } }: { now: number; before: number; words: Words }) {
  const change = compare(now, before)
  if (change.kind === 'same') return <Sign icon={Equal}>{t('statistics.change.same')}</Sign>
  if (change.kind === 'fromNothing') return <Sign icon={TrendingUp}>{t('statistics.change.fromNothing')}</Sign>
  const icon = change.kind === 'more' ? TrendingUp : TrendingDown
  return <Sign icon={icon}>{t(`statistics.change.${change.kind}`, { percent: f.percent(change.percent) })}</Sign>
}

/** Two rates differ by points; a part of a part would mislead. */
function Points({ now, before, words: { t, f } }: { now: number | null; before: number | null; words: Words }) {
  if (now === null || before === null) return null
  const points = Math.round((now - before) * 10) / 10
  if (points === 0) return <Sign icon={Equal}>{t('statistics.change.same')}</Sign>
  const size = f.decimal(Math.abs(points))
  return (
    <Sign icon={points > 0 ? TrendingUp : TrendingDown}>
      {t(points > 0 ? 'statistics.change.pointsMore' : 'statistics.change.pointsLess', { size })}
    </Sign>
  )
}

const Sign = ({ icon: Icon, children }: { icon: typeof Equal; children: string }) => (
  <span className="inline-flex items-center gap-1.5">
    <Icon className="size-3.5 shrink-0" aria-hidden />
    {children}
  </span>
)
