import { expect, test } from 'vitest'
import { forecastFullDay } from '@/lib/contracts/forecast'
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
