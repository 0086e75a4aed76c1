const STEPS = [1, 2, 5, 10] as const
const MINUTE = 60
const HOUR = 60 * MINUTE
const DURATION_STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
]
const DAY = 24 * HOUR
const INTERVALS = 4

/** Round figures from 0 to at least `max`, some four of them: 0, 5, 10, 15, 20. Nothing at all gets a scale to 1. */
export function ticks(max: number): number[] {
  if (max <= 0) return [0, 1]
  const rough = max / INTERVALS
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power
  return upTo(max, step)
}

/** As ticks, for things that are counted: never between two whole numbers. */
export const countTicks = (max: number): number[] => (max <= INTERVALS ? upTo(Math.max(1, Math.ceil(max)), 1) : ticks(max))

/** As ticks, for seconds: steps that clocks have. */
export function durationTicks(max: number): number[] {
  if (max <= 0) return [0, MINUTE]
  const rough = max / INTERVALS
  return upTo(max, DURATION_STEPS.find((step) => step >= rough) ?? Math.ceil(rough / DAY) * DAY)
}

function upTo(max: number, step: number): number[] {
  const count = Math.max(1, Math.ceil(max / step - 1e-9))
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Neighbours put together, so that at most `limit` groups of the same size remain (the last may be smaller); none is left out. */
export function thin<T>(items: readonly T[], limit: number): T[][] {
  const size = Math.max(1, Math.ceil(items.length / limit))
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** Which of `count` places along an axis get a label when `room` fit: evenly spaced, beginning with the first. */
export function labelled(count: number, room: number): number[] {
  const step = Math.max(1, Math.ceil(count / room))
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step)
}
