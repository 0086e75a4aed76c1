import type { Period } from './schema'

const DAY = 86_400_000

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)

/** The calendar day of an instant in a time zone, YYYY-MM-DD. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** The last `days` days up to and with today. */
export function lastDays(days: number, timeZone: string, now: Date): Period {
  const to = dayIn(timeZone, now)
  return { from: iso(Date.parse(to) - (days - 1) * DAY), to }
}

/** How many days a period has. Days are counted by the calendar, so a day of 23 or 25 hours is one. */
export const lengthOf = ({ from, to }: Period): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1

/** The period of the same length that ends the day before. */
export function periodBefore(period: Period): Period {
  const to = Date.parse(period.from) - DAY
  return { from: iso(to - (lengthOf(period) - 1) * DAY), to: iso(to) }
}

export const daysOf = (period: Period): string[] =>
  Array.from({ length: lengthOf(period) }, (_, index) => iso(Date.parse(period.from) + index * DAY))
