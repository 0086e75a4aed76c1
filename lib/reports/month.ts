import type { Locale } from '@/lib/auth/types'
import { dayIn } from '@/lib/statistics/period'
import type { Period } from '@/lib/statistics/schema'

/** Reports reach back so many months; episodes and mails are kept for about as long. */
const MOST_MONTHS = 13

/** The month of an instant in a time zone, YYYY-MM. */
export const monthIn = (timeZone: string, at: Date): string => dayIn(timeZone, at).slice(0, 7)

/** The month `by` months later; before, where that is negative. */
export function monthLater(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, (number ?? 1) - 1 + by, 1)).toISOString().slice(0, 7)
}

/** All days of a month. */
export const daysOfMonth = (month: string): Period => ({
  from: `${month}-01`,
  to: new Date(Date.parse(`${monthLater(month, 1)}-01`) - 86_400_000).toISOString().slice(0, 10),
})

/** The days of a month that have begun: all of them, or up to today. */
export function periodOfMonth(month: string, timeZone: string, now: Date): Period {
  const { from, to } = daysOfMonth(month)
  const today = dayIn(timeZone, now)
  return { from, to: today < to ? today : to }
}

/** The months that a contract can be reported on, the running one first. */
export function reportMonths(createdAt: Date, timeZone: string, now: Date): string[] {
  const [first, running] = [monthIn(timeZone, createdAt), monthIn(timeZone, now)]
  const months = Array.from({ length: MOST_MONTHS }, (_, ago) => monthLater(running, -ago))
  return months.filter((month, ago) => ago === 0 || month >= first)
}

/** The month that is meant: the one asked for if there is such a report, else the last whole one, else the running one. */
export function chooseMonth(months: string[], asked: string | null): string {
  const [running = '', last] = months
  return asked && months.includes(asked) ? asked : (last ?? running)
}

/** « octobre 2026 », "October 2026". */
export const monthName = (month: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'fr-FR', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
    Date.parse(`${month}-01`),
  )
