/** Width of a place along the axis and height of the plot, in units of the drawing; the browser stretches it. */
export const PLACE = 10
export const HEIGHT = 100

const place = (value: number): string => String(Math.round(value * 100) / 100)

/** The bars of series that stand on one another, a path each, the first at the bottom. */
export function stackPaths(series: readonly (readonly number[])[], top: number): string[] {
  const gap = (series[0]?.length ?? 0) > 60 ? 0.8 : 1.6
  const floor: number[] = []
  return series.map((values) =>
    values
      .map((value, index) => {
        const from = floor[index] ?? 0
        floor[index] = from + value
        if (value <= 0) return ''
        const [x, y, height] = [index * PLACE + gap, HEIGHT - (HEIGHT * (from + value)) / top, (HEIGHT * value) / top]
        return `M${place(x)} ${place(y)}h${place(PLACE - 2 * gap)}v${place(height)}h${place(2 * gap - PLACE)}z`
      })
      .join(''),
  )
}

/** A line through the middles of the places, and the area below it. */
export function linePaths(values: readonly number[], top: number): { line: string; area: string } {
  const points = values.map((value, index) => `${place((index + 0.5) * PLACE)} ${place(HEIGHT - (HEIGHT * value) / top)}`)
  if (points.length === 0) return { line: '', area: '' }
  // A single point is a line of no length, which round ends make a dot.
  const line = `M${points.join('L')}${points.length === 1 ? 'h0' : ''}`
  return { line, area: `${line}V${HEIGHT}H${place(PLACE / 2)}Z` }
}
