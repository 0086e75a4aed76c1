import { expect, test } from 'vitest'
import { formatter } from '@/lib/i18n/formatter'

const fr = formatter('fr', 'Europe/Paris')
const en = formatter('en', 'Europe/Paris')
const now = Date.UTC(2026, 10, 22, 13, 0)
const ago = (hours: number): number => now - hours * 3_600_000
/** Reads as on screen, whatever kind of space stands in it. */
const seen = (text: string): string => text.replace(/\s/g, ' ')

test.each([
  [19_600_000_000, '19,6 Go', '19.6 GB'],
  [7_430_000_000, '7,43 Go', '7.43 GB'],
  [20_000_000_000, '20 Go', '20 GB'],
  [3_420_000_000_000, '3,42 To', '3.42 TB'],
  [104_400_000_000, '104 Go', '104 GB'],
  [999_700_000, '1 Go', '1 GB'],
  [999, '999 o', '999 B'],
  [0, '0 o', '0 B'],
  [9_007_199_254_740_991, '9,01 Po', '9.01 PB'],
])('%d bytes read %s', (bytes, french, english) => {
  expect(seen(fr.bytes(bytes))).toBe(french)
  expect(seen(en.bytes(bytes))).toBe(english)
})

test('a percentage has the narrow space of French', () => {
  expect(fr.percent(98)).toBe('98\u202f%')
  expect(en.percent(98)).toBe('98%')
})

test.each([
  [ago(0.001), 'maintenant'],
  [ago(0.25), 'il y a 15 min'],
  [ago(3), 'il y a 3 h'],
  [ago(11.5), 'il y a 11 h'],
  [ago(17), 'hier, 21:00'],
  [ago(37), 'hier, 01:00'],
  [ago(6 * 24), 'il y a 6 jours'],
  [ago(23 * 24 + 5), 'il y a 23 jours'],
  [ago(400 * 24), '18/10/2025'],
  [now + 60_000, 'maintenant'],
])('relative time of %d reads %s', (at, text) => {
  expect(seen(fr.relative(at, now))).toBe(text)
})

test('yesterday is yesterday in the time zone of the reseller, not of the server', () => {
  const at = Date.UTC(2026, 10, 21, 23, 30)
  expect(seen(fr.relative(at, now))).toBe('il y a 13 h')
  expect(seen(formatter('fr', 'America/Martinique').relative(at, now))).toBe('hier, 19:30')
})

test.each([
  [0.4, '0 s'],
  [38, '38 s'],
  [240, '4 min'],
  [4_320, '1 h 12'],
  [3_599, '1 h 00'],
  [273_600, '3 j 4 h'],
])('%d seconds last %s', (seconds, text) => {
  expect(fr.duration(seconds)).toBe(text)
})

test('the exact instant names day and second', () => {
  expect(seen(fr.exact(now))).toBe('dimanche 22 novembre 2026, 14:00:00')
  expect(seen(en.exact(now))).toBe('Sunday, 22 November 2026, 14:00:00')
  expect(seen(en.relative(ago(3), now))).toBe('3 hr ago')
})
