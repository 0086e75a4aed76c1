import type { Locale } from '@/lib/auth/types'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Formats of instants (milliseconds) and durations in a language and the reseller's time zone. */
export function timeFormats(locale: Locale, timeZone: string) {
  const region = locale === 'en' ? 'en-GB' : 'fr-FR'
  const date = new Intl.DateTimeFormat(region, { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' })
  const calendar = new Intl.DateTimeFormat(region, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  const clock = new Intl.DateTimeFormat(region, { timeZone, hour: '2-digit', minute: '2-digit' })
  const seconds = new Intl.DateTimeFormat(region, { timeZone, timeStyle: 'medium' })
  const day = new Intl.DateTimeFormat(region, { timeZone, dateStyle: 'full' })
  const short = new Intl.RelativeTimeFormat(locale, { style: 'short' })
  const long = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  // English has a full stop after its short units ("3 hr. ago"), which nobody writes.
  const brief = (value: number, unit: 'hour' | 'minute') => short.format(-value, unit).replace('.', '')

  const dateTime = (at: number): string => `${date.format(at)} ${clock.format(at)}`

  return {
    date: (at: number): string => date.format(at),
    dateTime,
    /** The time of a day: « 14:32 ». */
    time: (at: number): string => clock.format(at),
    /** A day of the calendar, YYYY-MM-DD, which has no time zone. */
    calendarDay: (day: string): string => calendar.format(Date.parse(day)),
    /** Time of day with seconds, as logs show it. */
    timeOfDay: (at: number): string => seconds.format(at),
    /** The exact instant, for a title: « dimanche 22 novembre 2026, 10:52:50 ». */
    exact: (at: number): string => `${day.format(at)}, ${seconds.format(at)}`,
    /** « il y a 3 h », « hier, 21:04 », « il y a 6 jours », then the date. The future reads as now. */
    relative(at: number, now: number): string {
      const age = Math.max(0, now - at)
      if (age < MINUTE) return word.format(0, 'second')
      if (age < HOUR) return brief(Math.floor(age / MINUTE), 'minute')
      const isYesterday = date.format(now - DAY) === date.format(at)
      if (age < 12 * HOUR || (age < DAY && !isYesterday)) return brief(Math.floor(age / HOUR), 'hour')
      if (isYesterday) return `${word.format(-1, 'day')}, ${clock.format(at)}`
      return age < 60 * DAY ? long.format(-Math.floor(age / DAY), 'day') : date.format(at)
    },
    /** « 38 s », « 4 min », « 1 h 12 », « 3 j 4 h ». */
    duration(seconds: number): string {
      const total = Math.max(0, Math.round(seconds))
      if (total < 60) return `${total} s`
      const minutes = Math.round(total / 60)
      if (minutes < 60) return `${minutes} min`
      const hours = Math.floor(minutes / 60)
      if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`
      return `${Math.floor(hours / 24)} ${locale === 'fr' ? 'j' : 'd'} ${hours % 24} h`
    },
  }
}
