import type { Locale } from '@/lib/auth/types'

const UNITS: Record<Locale, readonly string[]> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To', 'Po'],
  en: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
}

/** Number formats of a language. Bytes in powers of ten with three significant digits: 19,6 Go, 19.6 GB. */
export function numberFormats(locale: Locale) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  return {
    number: (value: number): string => whole.format(value),
    /** `percent` is in hundredths: 98 reads « 98 % », with the narrow space that belongs there. */
    percent: (percent: number): string => percents.format(percent / 100).replace('\u00a0', '\u202f'),
    /** With up to one decimal: « 2,5 ». */
    decimal: (value: number): string => decimals.format(value),
    /** A small part in hundredths, to a hundredth of one: « 0,17 % ». What is something never reads as nothing. */
    share: (percent: number): string =>
      percent > 0 && percent < 0.005
        ? `< ${shares.format(0.0001)}`.replace('\u00a0', '\u202f')
        : shares.format(percent / 100).replace('\u00a0', '\u202f'),
    bytes(bytes: number): string {
      const power = bytes < 1 ? 0 : Math.min(5, Math.floor(Math.log10(toThreeDigits(bytes)) / 3))
      return `${digits.format(bytes / 1000 ** power)}\u00a0${UNITS[locale][power]}`
    },
  }
}

// 999.7 Mo rounds to 1 Go, so the unit is chosen after rounding.
const toThreeDigits = (bytes: number): number => Number(bytes.toPrecision(3))
