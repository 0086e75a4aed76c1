import type { Locale } from '@/lib/auth/types'
import { numberFormats } from './numbers'
import { timeFormats } from './times'

export type Formatter = ReturnType<typeof numberFormats> & ReturnType<typeof timeFormats>

const made = new Map<string, Formatter>()

/** Every way in which a figure or an instant is written, in one language and time zone. */
export function formatter(locale: Locale, timeZone: string): Formatter {
  const key = `${locale} ${timeZone}`
  const known = made.get(key)
  if (known) return known
  const formats = { ...numberFormats(locale), ...timeFormats(locale, timeZone) }
  made.set(key, formats)
  return formats
}
