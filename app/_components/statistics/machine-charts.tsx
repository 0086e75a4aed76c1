import { Chart, type Place, type Series } from '@/app/_components/charts/chart'
import { countTicks, durationTicks, ticks } from '@/app/_components/charts/scale'
import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import type { MachineStatistic } from '@/lib/statistics/types'
import { type Group, groupBackups } from './machine-groups'
import { countAll, outcomeSeries } from './outcome-series'

/** A machine's backups drawn: its volume, what each added, how long it took, and how it ended (requirements D8). */
export function MachineCharts({ backups, words }: { backups: MachineStatistic[]; words: Words }) {
  const { t, f } = words
  const groups = groupBackups(backups)
  const together = groups[0]?.backups ?? 1
  const places = groups.map((group) => placeOf(group, words))
  const axisOf = (values: number[], scale: (max: number) => number[], text: (value: number) => string) =>
    scale(Math.max(0, ...values)).map((value) => ({ value, text: text(value) }))
  const one = (name: string, values: number[], text: (value: number) => string): Series[] => [{ name, values, texts: values.map(text) }]
  const hint = (single: string, several: string) => (together > 1 ? several : single)

  const volume = groups.map((group) => group.storedBytes)
  const added = groups.map((group) => group.bytesAdded)
  const seconds = groups.map((group) => group.longestSeconds)
  return (
    <>
      {together > 1 && <p className="text-[13px] text-muted">{t('statistics.thinned', { count: together })}</p>}
      <div className="grid gap-3.5 xl:grid-cols-2">
        <Panel>
          <Chart
            title={t('statistics.volume')}
            hint={hint(t('statistics.volumeHint'), t('statistics.volumeHintMany'))}
            kind="line"
            axis={axisOf(volume, ticks, f.bytes)}
            places={places}
            series={one(t('statistics.volume'), volume, f.bytes)}
            words={words}
          />
        </Panel>
        <Panel>
          <Chart
            title={t('statistics.added')}
            hint={hint(t('statistics.perBackup'), t('statistics.addedHintMany'))}
            kind="bars"
            axis={axisOf(added, ticks, f.bytes)}
            places={places}
            series={one(t('statistics.added'), added, f.bytes)}
            words={words}
          />
        </Panel>
        <Panel>
          <Chart
            title={t('statistics.duration')}
            hint={hint(t('statistics.perBackup'), t('statistics.durationHintMany'))}
            kind="bars"
            axis={axisOf(seconds, durationTicks, f.duration)}
            places={places}
            series={one(t('statistics.duration'), seconds, f.duration)}
            words={words}
          />
        </Panel>
        <Panel>
          <Chart
            title={t('statistics.outcomes')}
            hint={hint(t('statistics.outcomesHint'), t('statistics.outcomesHintMany'))}
            kind="bars"
            axis={axisOf(groups.map(countAll), countTicks, f.number)}
            places={places}
            series={outcomeSeries(groups, words)}
            words={words}
          />
        </Panel>
      </div>
    </>
  )
}

function placeOf({ from, to, backups }: Group, { t, f }: Words): Place {
  const label = f.date(from.getTime()).slice(0, 5)
  if (backups === 1) return { label, name: f.dateTime(from.getTime()) }
  return { label, name: t('statistics.range', { from: f.dateTime(from.getTime()), to: f.dateTime(to.getTime()) }) }
}
