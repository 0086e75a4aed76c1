import type { Locale } from '@/lib/auth/types'

const GIGABYTE = 1_000_000_000n
const WRITTEN = /^(\d{1,9})(?:[.,](\d{1,9}))?(?:g[ob])?$/i

/** A volume as people type it (19,6 or 19.6, with or without Go) in bytes; null when it is none. Go = 10^9 bytes. */
export function parseGigabytes(text: string): number | null {
  const [, whole, fraction = ''] = WRITTEN.exec(text.replace(/\s/gu, '')) ?? []
  return whole === undefined ? null : Number(BigInt(whole) * GIGABYTE + BigInt(fraction.padEnd(9, '0')))
}

/** Bytes in Go for an input, exact to the byte: 19,6 in French, 19.6 in English. */
export function gigabytesText(bytes: number, locale: Locale): string {
  const whole = BigInt(bytes) / GIGABYTE
  const fraction = String(BigInt(bytes) % GIGABYTE)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return fraction ? `${whole}${locale === 'fr' ? ',' : '.'}${fraction}` : String(whole)
}
