import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayIn, daysOf, lastDays, lengthOf, periodBefore } from '@/lib/statistics/period'

const PARIS = 'Europe/Paris'

describe('the calendar day of an instant', () => {
  test('is that of the time zone asked for, not of the server', () => {
    expect(dayIn(PARIS, new Date('2026-11-21T23:30:00Z'))).toBe('2026-11-22')
    expect(dayIn('Pacific/Auckland', new Date('2026-11-21T23:30:00Z'))).toBe('2026-11-22')
    expect(dayIn('America/New_York', new Date('2026-11-22T03:30:00Z'))).toBe('2026-11-21')
  })

  test('begins an hour later by the world’s clock once winter time holds', () => {
    expect(dayIn(PARIS, new Date('2026-10-24T21:59:59Z'))).toBe('2026-10-24')
    expect(dayIn(PARIS, new Date('2026-10-24T22:00:00Z'))).toBe('2026-10-25')
    expect(dayIn(PARIS, new Date('2026-10-25T22:59:59Z'))).toBe('2026-10-25')
    expect(dayIn(PARIS, new Date('2026-10-25T23:00:00Z'))).toBe('2026-10-26')
  })
})

describe('the last days', () => {
  test('end today and count it', () => {
    expect(lastDays(7, PARIS, new Date('2026-11-22T10:00:00Z'))).toEqual({ from: '2026-11-16', to: '2026-11-22' })
    expect(lastDays(1, PARIS, new Date('2026-11-22T10:00:00Z'))).toEqual({ from: '2026-11-22', to: '2026-11-22' })
  })

  test('are whole days over both changes of the clocks', () => {
    expect(daysOf(lastDays(3, PARIS, new Date('2026-10-26T10:00:00Z')))).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'])
    expect(daysOf(lastDays(3, PARIS, new Date('2026-03-30T10:00:00Z')))).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
  })
})

test('the period before has the same length and ends the day before', () => {
  expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' })
  expect(periodBefore({ from: '2026-10-25', to: '2026-10-25' })).toEqual({ from: '2026-10-24', to: '2026-10-24' })
})

test('any period has as many days as it is long, and so has the one before', () => {
  const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 800 }), (now, days) => {
      const period = lastDays(days, PARIS, now)
      expect([lengthOf(period), daysOf(period).length, lengthOf(periodBefore(period))]).toEqual([days, days, days])
      expect(daysOf(periodBefore(period)).at(-1)).not.toBe(daysOf(period)[0])
    }),
    { numRuns: 50 },
  )
})
