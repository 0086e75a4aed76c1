import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseMonth, daysOfMonth, monthIn, monthLater, monthName, periodOfMonth, reportMonths } from '@/lib/reports/month'

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2999 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`)

test('the month is that of the reseller’s clock', () => {
  expect(monthIn('Europe/Paris', new Date('2026-10-31T22:59:59Z'))).toBe('2026-10')
  expect(monthIn('Europe/Paris', new Date('2026-10-31T23:00:00Z'))).toBe('2026-11')
  expect(monthIn('Pacific/Auckland', new Date('2026-10-31T11:00:00Z'))).toBe('2026-11')
})

test('months lead on over the turn of the year, and back', () => {
  expect([monthLater('2026-12', 1), monthLater('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  fc.assert(fc.property(month, fc.integer({ min: -500, max: 500 }), (from, by) => monthLater(monthLater(from, by), -by) === from))
})

test('a month has all its days, in leap years too', () => {
  expect([daysOfMonth('2026-02'), daysOfMonth('2028-02')]).toEqual([
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2028-02-01', to: '2028-02-29' },
  ])
  fc.assert(fc.property(month, (each) => monthIn('UTC', new Date(Date.parse(daysOfMonth(each).to) + 86_400_000)) === monthLater(each, 1)))
})

test('the running month ends today', () => {
  expect(periodOfMonth('2026-11', 'Europe/Paris', new Date('2026-11-22T23:30:00Z'))).toEqual({ from: '2026-11-01', to: '2026-11-23' })
  expect(periodOfMonth('2026-10', 'Europe/Paris', new Date('2026-11-22T23:30:00Z'))).toEqual({ from: '2026-10-01', to: '2026-10-31' })
})

describe('the months of a contract', () => {
  const now = new Date('2026-11-22T10:00:00Z')
  test('go back to its first one', () => {
    expect(reportMonths(new Date('2026-09-30T21:30:00Z'), 'Europe/Paris', now)).toEqual(['2026-11', '2026-10', '2026-09'])
    // Half past eleven at night in Paris is October in Auckland.
    expect(reportMonths(new Date('2026-09-30T21:30:00Z'), 'Pacific/Auckland', now)).toEqual(['2026-11', '2026-10'])
  })
  test('are a year and the running one at most', () => {
    expect(reportMonths(new Date('2019-01-01T00:00:00Z'), 'Europe/Paris', now)).toHaveLength(13)
  })
  test('are the running one where the contract was made in it, or by a clock that goes ahead', () => {
    expect(reportMonths(new Date('2026-11-02T00:00:00Z'), 'Europe/Paris', now)).toEqual(['2026-11'])
    expect(reportMonths(new Date('2027-11-02T00:00:00Z'), 'Europe/Paris', now)).toEqual(['2026-11'])
  })
  test('what is asked for is one of them, else the last whole one, else the running one', () => {
    expect(chooseMonth(['2026-11', '2026-10'], '2026-11')).toBe('2026-11')
    for (const asked of [null, '2026-09', '2027-01', 'x', '']) expect(chooseMonth(['2026-11', '2026-10'], asked)).toBe('2026-10')
    expect(chooseMonth(['2026-11'], '2026-10')).toBe('2026-11')
  })
})

test('a month has a name in each language', () => {
  expect([monthName('2026-08', 'fr'), monthName('2026-08', 'en')]).toEqual(['août 2026', 'August 2026'])
})
