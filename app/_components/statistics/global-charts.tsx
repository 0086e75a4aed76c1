import { Chart } from '@/app/_components/charts/chart'
import { countTicks, durationTicks, ticks } from '@/app/_components/charts/scale'
import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import type { DayTotals } from '@/lib/statistics/types'
import { groupDays, meanSeconds } from './day-groups'
import { countAll, outcomeSeries } from './outcome-series'

/** The account's days drawn: backups by outcome, what they added, how long they took on average (requirements E3). */
export function GlobalCharts({ days, words }: { days: DayTotals[]; words: Words }) {
  const { t, f } = words
  const groups = groupDays(days)
  const together = groups[0]?.days ?? 1
  // Days are the calendar's own, so they are written without a time zone between.
  const dayText = (day: string) => day.split('-').reverse().join('/')
  const places = groups.map(({ from, to }) => ({
    label: dayText(from).slice(0, 5),
    name: from === to ? dayText(from) : t('statistics.range', { from: dayText(from), to: dayText(to) }),
  }))
  const hint = together > 1 ? t('statistics.perDays', { count: together }) : t('statistics.perDay')
  const axis = (values: number[], scale: (max: number) => number[], text: (value: number) => string) =>
    scale(Math.max(0, ...values)).map((value) => ({ value, text: text(value) }))
  const added = groups.map((group) => group.bytesAdded)
  const seconds = groups.map(meanSeconds)
  return (
    <div className="grid gap-3.5 xl:grid-cols-2">
      <Panel className="xl:col-span-2">
        <Chart
          title={t('statistics.outcomes')}
          hint={hint}
          kind="bars"
          axis={axis(groups.map(countAll), countTicks, f.number)}
          places={places}
          series={outcomeSeries(groups, words)}
          words={words}
        />
      </Panel>
      <Panel>
        <Chart
          title={t('statistics.added')}
          hint={hint}
          kind="bars"
          axis={axis(added, ticks, f.bytes)}
          places={places}
          series={[{ name: t('statistics.added'), values: added, texts: added.map(f.bytes) }]}
          words={words}
        />
      </Panel>
      <Panel>
        <Chart
          title={t('statistics.meanDuration')}
          hint={hint}
          kind="bars"
          axis={axis(seconds, durationTicks, f.duration)}
          places={places}
          series={[{ name: t('statistics.meanDuration'), values: seconds, texts: seconds.map(f.duration) }]}
          words={words}
        />
      </Panel>
    </div>
  )
}
