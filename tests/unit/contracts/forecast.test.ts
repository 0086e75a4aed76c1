import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecastFullDay, forecastVolume } from '@/lib/contracts/forecast'
import { daysOf } from '@/lib/statistics/period'

const days = daysOf({ from: '2026-08-25', to: '2026-11-22' })
/** Ninety days that end on 2026-11-22, by a rule of the day's number. */
const volume = (bytesOn: (day: number) => number) => days.map((day, index) => ({ day, bytes: bytesOn(index) }))

test('a volume that grows by the same each day is full when the line gets there', () => {
  // 89 units on the last day and one more a day: 96 is reached seven days later.
  expect(
    forecastFullDay(
      volume((day) => day),
      96,
    ),
  ).toBe('2026-11-29')
})

test('a part of a day counts as one, since the day on which it is full is asked for', () => {
  expect(
    forecastFullDay(
      volume((day) => day * 2),
      181,
    ),
  ).toBe('2026-11-24')
})

test('only the last 30 days are the trend', () => {
  const quiet = volume((day) => (day < 59 ? day * 10 : 590 + (day - 59)))
  expect(forecastFullDay(quiet, 622)).toBe('2026-11-24')
})

test.each([
  ['nothing was ever stored', volume(() => 0), 100],
  ['it stands still', volume(() => 50), 100],
  ['it shrinks', volume((day) => 100 - day), 200],
  ['it is full already', volume((day) => day), 89],
  ['it is over', volume((day) => day), 10],
  ['nothing is subscribed', volume((day) => day), 0],
  ['it is more than a year away', volume((day) => day), 89 + 366],
  ['its history is too short', volume((day) => (day < 85 ? 0 : day)), 100],
  ['it jumps up and down', volume((day) => (day % 2 ? 80 : 20) + day / 100), 100],
  ['there are no days', [], 100],
] as const)('no day is foretold when %s', (_, points, subscribed) => {
  expect(forecastFullDay([...points], subscribed)).toBeNull()
})

test('a year away is still told', () => {
  expect(
    forecastFullDay(
      volume((day) => day),
      89 + 365,
    ),
  ).toBe('2027-11-22')
})

test.each([
  ['none', 'nothing is subscribed', volume((day) => day), 0],
  ['full', 'it is full already', volume((day) => day), 89],
  ['full', 'it was full from the first day', volume((day) => (day < 88 ? 0 : 70)), 70],
  ['too_short', 'nothing was ever stored', volume(() => 0), 100],
  ['too_short', 'there are no days', [], 100],
  ['too_short', 'its history is too short', volume((day) => (day < 85 ? 0 : day)), 100],
  ['not_growing', 'it stands still', volume(() => 50), 100],
  ['not_growing', 'it shrinks', volume((day) => 100 - day), 200],
  ['not_growing', 'all was removed', volume((day) => (day < 89 ? 50 : 0)), 200],
  ['unsteady', 'it jumps up and down', volume((day) => (day % 2 ? 80 : 20) + day / 100), 100],
  ['far', 'it is more than a year away', volume((day) => day), 89 + 366],
] as const)('%s is said when %s', (kind, _, points, subscribed) => {
  expect(forecastVolume([...points], subscribed)).toEqual({ kind })
})

describe('whatever the volumes are', () => {
  const bytes = fc.nat(Number.MAX_SAFE_INTEGER)
  const anyVolume = fc.array(bytes, { maxLength: 90 }).map((list) => list.map((each, index) => ({ day: days[index] ?? '', bytes: each })))

  test('a day that is foretold lies after the last one, by a year at most, and something was left', () => {
    fc.assert(
      fc.property(anyVolume, bytes, (points, subscribed) => {
        const forecast = forecastVolume(points, subscribed)
        const last = points.at(-1)
        if (forecast.kind !== 'day' || !last) return
        const ahead = (Date.parse(forecast.day) - Date.parse(last.day)) / 86_400_000
        expect([ahead >= 1, ahead <= 365, last.bytes < subscribed]).toEqual([true, true, true])
      }),
    )
  })

  test('one that never grows is never foretold to be full', () => {
    fc.assert(
      fc.property(anyVolume, bytes, (points, subscribed) => {
        const falling = points.map(({ bytes: each }) => each).sort((a, b) => b - a)
        expect(
          forecastFullDay(
            points.map(({ day }, index) => ({ day, bytes: falling[index] ?? 0 })),
            subscribed,
          ),
        ).toBeNull()
      }),
    )
  })

  test('a steady growth is foretold to the day, also where the figures are as large as they get', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.nat(1e12), fc.integer({ min: 1, max: 365 }), (slope, start, ahead) => {
        const points = volume((day) => start + slope * day)
        const full = start + slope * (89 + ahead)
        const foretold = (Date.parse(forecastFullDay(points, full) ?? '') - Date.parse('2026-11-22')) / 86_400_000
        // Rounding may make it a day more or less than exact arithmetic, never more.
        expect(Math.abs(foretold - ahead)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('more volume subscribed never means full sooner', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 10, maxLength: 60 }), fc.nat(1000), (steps, more) => {
        const volumes = steps.map((_, index) => steps.slice(0, index + 1).reduce((total, step) => total + step, 1))
        const points = volumes.map((each, index) => ({ day: days[index] ?? '', bytes: each }))
        const sum = volumes.at(-1) ?? 0
        const [sooner, later] = [forecastFullDay(points, sum + 500), forecastFullDay(points, sum + 500 + more)]
        if (sooner && later) expect(later >= sooner).toBe(true)
      }),
    )
  })
})
