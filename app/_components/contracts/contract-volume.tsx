import { ChartCursor } from '@/app/_components/charts/chart-cursor'
import { ChartTable } from '@/app/_components/charts/chart-table'
import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import type { ContractDetail } from '@/lib/contracts/types'
import type { VolumePoint } from '@/lib/statistics/types'
import { VolumePlot } from './volume-plot'

/** `title` where the days are not the last ones. */
type Props = { contract: Pick<ContractDetail, 'subscribedBytes'>; points: VolumePoint[]; title?: string; words: Words }

/** How a contract's volume has moved under what it has subscribed: curve, pointer and arrow keys, and the table behind it. */
export function ContractVolume({ contract, points, words: { t, f }, title = t('contractVolume.heading', { days: points.length }) }: Props) {
  const days = points.map(({ day }) => f.calendarDay(day))
  const texts = points.map(({ bytes }) => f.bytes(bytes))
  const subscribed = t('contractVolume.subscribed', { volume: f.bytes(contract.subscribedBytes) })
  return (
    <Panel title={title} titleId="volume">
      {points.some(({ bytes }) => bytes > 0) ? (
        <figure>
          <div className="relative h-44">
            <VolumePlot points={points} subscribedBytes={contract.subscribedBytes} subscribed={subscribed} />
            <ChartCursor label={t('chart.cursor', { title })} details={days.map((day, index) => [day, texts[index] ?? ''])} />
          </div>
          <div className="mt-1.5 flex justify-between text-[11.5px] text-muted tabular-nums" aria-hidden>
            {[0, Math.floor(days.length / 2), days.length - 1].map((index) => (
              <span key={index}>{days[index]}</span>
            ))}
          </div>
          <ChartTable
            title={title}
            places={days.map((name) => ({ name, label: name }))}
            series={[{ name: t('contractVolume.volume'), values: points.map(({ bytes }) => bytes), texts }]}
            t={t}
          />
        </figure>
      ) : (
        <p className="text-muted">{t('contractVolume.none')}</p>
      )}
    </Panel>
  )
}
