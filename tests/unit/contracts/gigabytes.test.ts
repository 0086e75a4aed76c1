import { expect, test } from 'vitest'
import { gigabytesText, parseGigabytes } from '@/lib/contracts/gigabytes'

test.each([
  ['20', 20e9],
  ['19,6', 19_600_000_000],
  ['19.6', 19_600_000_000],
  [' 1 000,5 ', 1_000_500_000_000],
  ['1\u202f000', 1e12],
  ['20 Go', 20e9],
  ['20GB', 20e9],
  ['0', 0],
  ['0,000000001', 1],
  ['0,1', 100_000_000],
])('%j is a volume', (text, bytes) => {
  expect(parseGigabytes(text)).toBe(bytes)
})

test.each(['', 'beaucoup', '-1', '1e3', '19,', ',5', '1,000.5', '1.2.3', '0,0000000001', '20 To', '٢٠'])('%j is none', (text) => {
  expect(parseGigabytes(text)).toBeNull()
})

test.each([0, 1, 100_000_000, 19_600_000_000, 1e15, 123_456_789_012])('%d bytes survive being written and typed again', (bytes) => {
  for (const locale of ['fr', 'en'] as const) expect(parseGigabytes(gigabytesText(bytes, locale))).toBe(bytes)
})

test('is written as the language writes decimals', () => {
  expect(gigabytesText(19_600_000_000, 'fr')).toBe('19,6')
  expect(gigabytesText(19_600_000_000, 'en')).toBe('19.6')
  expect(gigabytesText(20e9, 'fr')).toBe('20')
})
