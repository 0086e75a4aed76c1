import type { Series } from './chart'
import { HEIGHT, linePaths, PLACE, stackPaths } from './plot-paths'

type Props = { kind: 'bars' | 'line'; axis: number[]; top: number; series: Series[] }

/** What is drawn: a grid, and bars on one another or a line over its area. Stretched to the room there is. */
export function Plot({ kind, axis, top, series }: Props) {
  const count = series[0]?.values.length ?? 0
  return (
    <>
      {axis.map((share) => (
        <span key={share} className="absolute inset-x-0 border-line border-t" style={{ bottom: `${share * 100}%` }} aria-hidden />
      ))}
      <svg
        className="absolute inset-0 size-full overflow-visible"
        viewBox={`0 0 ${Math.max(1, count) * PLACE} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {kind === 'bars' ? <Bars series={series} top={top} /> : <Line values={series[0]?.values ?? []} top={top} />}
      </svg>
    </>
  )
}

function Bars({ series, top }: { series: Series[]; top: number }) {
  const paths = stackPaths(
    series.map(({ values }) => values),
    top,
  )
  return series.map(({ name, state }, index) => (
    <path key={name} d={paths[index]} data-state={state} className={state ? 'fill-(--state)' : 'fill-accent'} />
  ))
}

function Line({ values, top }: { values: number[]; top: number }) {
  const { line, area } = linePaths(values, top)
  return (
    <>
      <path d={area} className="fill-accent opacity-15" />
      <path
        d={line}
        className="fill-none stroke-2 stroke-accent"
        vectorEffect="non-scaling-stroke"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  )
}
