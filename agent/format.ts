import type { Lang } from './messages'

const UNITS = { fr: ['octets', 'Ko', 'Mo', 'Go', 'To'], en: ['bytes', 'kB', 'MB', 'GB', 'TB'] }

/** Bytes for people, in steps of 1,000: `1,5 Go`. */
export function formatBytes(bytes: number, lang: Lang): string {
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const value = new Intl.NumberFormat(lang, { maximumFractionDigits: step === 0 ? 0 : 1 }).format(bytes / 1000 ** step)
  return `${value} ${UNITS[lang][step]}`
}

export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
