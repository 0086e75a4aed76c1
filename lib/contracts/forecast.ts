import type { VolumePoint } from '@/lib/statistics/types'

const DAY = 86_400_000
const TREND_DAYS = 30
const FEWEST_DAYS = 10
const FARTHEST_DAYS = 365
/** The least share of the volume's movement that a straight line has to explain (R²). */
const LEAST_FIT = 0.7

/**
 * When a volume that grows as in its last 30 days is full, or why that would be guesswork: nothing is subscribed (`none`), too short a
 * history, no growth, no steady one, more than a year away. `full` already needs no forecast.
 */
export type Forecast = { kind: 'day'; day: string } | { kind: 'none' | 'full' | 'too_short' | 'not_growing' | 'unsteady' | 'far' }

/** Foretells on which day, YYYY-MM-DD, the volume reaches `subscribedBytes`; points are one a day, oldest first. */
export function forecastVolume(points: VolumePoint[], subscribedBytes: number): Forecast {
  if (subscribedBytes <= 0) return { kind: 'none' }
  const begins = points.findIndex(({ bytes }) => bytes > 0)
  const known = begins < 0 ? [] : points.slice(begins).slice(-TREND_DAYS)
  const last = known.at(-1)
  if (last && last.bytes >= subscribedBytes) return { kind: 'full' }
  if (!last || known.length < FEWEST_DAYS) return { kind: 'too_short' }
  const trend = line(known.map(({ bytes }) => bytes))
  if (last.bytes === 0 || trend.slope <= 0) return { kind: 'not_growing' }
  if (trend.fit < LEAST_FIT) return { kind: 'unsteady' }
  const days = Math.ceil((subscribedBytes - last.bytes) / trend.slope)
  return days > FARTHEST_DAYS
    ? { kind: 'far' }
    : { kind: 'day', day: new Date(Date.parse(last.day) + days * DAY).toISOString().slice(0, 10) }
}

/** The day of `forecastVolume` alone; null where it foretells none. */
export function forecastFullDay(points: VolumePoint[], subscribedBytes: number): string | null {
  const forecast = forecastVolume(points, subscribedBytes)
  return forecast.kind === 'day' ? forecast.day : null
}

/** The straight line of least squares through equally spaced values. */
function line(values: number[]): { slope: number; fit: number } {
  const [middle, mean] = [(values.length - 1) / 2, sum(values) / values.length]
  const together = sum(values.map((value, at) => (at - middle) * (value - mean)))
  const along = sum(values.map((_, at) => (at - middle) ** 2))
  const across = sum(values.map((value) => (value - mean) ** 2))
  return across === 0 ? { slope: 0, fit: 0 } : { slope: together / along, fit: together ** 2 / (along * across) }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
