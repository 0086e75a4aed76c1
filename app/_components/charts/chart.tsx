import type { Words } from '@/app/_components/i18n/request'
import { ChartCursor } from './chart-cursor'
import { ChartTable } from './chart-table'
import { Plot } from './plot'
import { labelled } from './scale'

/** `state` is one of the states' colours; without it the series has the brand's. */
export type Series = { name: string; state?: string; values: number[]; texts: string[]; total?: string }
export type Place = { label: string; name: string }
type Props = {
  title: string
  hint: string
  kind: 'bars' | 'line'
  /** The figures along the upright axis, the last of which is the top. */
  axis: { value: number; text: string }[]
  places: Place[]
  series: Series[]
  words: Words
}

const LABELS = 7

/** A chart drawn on the server: read by eye, by pointer, by arrow keys, and as the table behind it. */
export function Chart({ title, hint, kind, axis, places, series, words: { t } }: Props) {
  const top = axis.at(-1)?.value || 1
  const marks = labelled(places.length, LABELS)
  const details = places.map(({ name }, index) => [
    name,
    ...series.map((one) => (series.length > 1 ? `${one.name} : ${one.texts[index] ?? ''}` : (one.texts[index] ?? ''))),
  ])
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold">{title}</span>
        <span className="text-[12.5px] text-muted">{hint}</span>
      </figcaption>
      {series.length > 1 && <Legend series={series} />}
      <div className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-[11.5px] text-muted tabular-nums">
        <div className="flex h-40 flex-col-reverse justify-between text-right" aria-hidden>
          {axis.map(({ value, text }) => (
            <span key={value} className="-my-2 leading-4">
              {text}
            </span>
          ))}
        </div>
        <div className="relative h-40">
          <Plot kind={kind} axis={axis.map(({ value }) => value / top)} top={top} series={series} />
          <ChartCursor label={t('chart.cursor', { title })} details={details} />
        </div>
        <div className="relative col-start-2 mt-1.5 h-4 overflow-hidden" aria-hidden>
          {marks.map((index) => (
            <span
              key={index}
              className="absolute whitespace-nowrap first:translate-x-0 nth-[even]:max-sm:hidden"
              style={{ left: `${(index / places.length) * 100}%` }}
            >
              {places[index]?.label}
            </span>
          ))}
        </div>
      </div>
      <ChartTable title={title} places={places} series={series} t={t} />
    </figure>
  )
}

function Legend({ series }: { series: Series[] }) {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-[12.5px]">
      {series.map(({ name, state, total }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span data-state={state} className="state-fill size-2.5 rounded-[3px]" aria-hidden />
          {name} <strong className="font-semibold tabular-nums">{total}</strong>
        </li>
      ))}
    </ul>
  )
}
