export type Figure = { what: string; measured: string; budget: string; held: boolean }

/** One line a figure: what, how much, the budget, and whether it holds. */
export function printFigures(figures: Figure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length))
  for (const { what, measured, budget, held } of figures) {
    console.log(`${held ? 'holds ' : 'MISSES'}  ${what.padEnd(width)}  ${measured.padStart(12)}   budget ${budget}`)
  }
}

/** The middle of several measurements, which one slow moment does not move. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
