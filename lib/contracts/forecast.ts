import type { VolumePoint } from '@/lib/statistics/types'

const DAY = 86_400_000
const TREND_DAYS = 30
const FEWEST_DAYS = 10
const FARTHEST_DAYS = 365
/** The least share of the volume's movement that a straight line has to explain (R²). */
const LEAST_FIT = 0.7

/**
 * The day, YYYY-MM-DD, on which a volume that grows as in its last 30 days reaches `subscribedBytes`. Null where that would be guesswork:
 * too short a history, no steady growth, more than a year away, or full already.
 */
export function forecastFullDay(points: VolumePoint[], subscribedBytes: number): string | null {
  const known = points.slice(points.findIndex(({ bytes }) => bytes > 0)).slice(-TREND_DAYS)
  const last = known.at(-1)
  if (!last || last.bytes === 0 || known.length < FEWEST_DAYS || last.bytes >= subscribedBytes) return null
  const trend = line(known.map(({ bytes }) => bytes))
  if (trend.slope <= 0 || trend.fit < LEAST_FIT) return null
  const days = Math.ceil((subscribedBytes - last.bytes) / trend.slope)
  return days > FARTHEST_DAYS ? null : new Date(Date.parse(last.day) + days * DAY).toISOString().slice(0, 10)
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
