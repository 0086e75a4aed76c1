import { expect, test } from 'vitest'
import { nextMorning } from '@/lib/alerts/morning'

test.each([
  ['Europe/Paris', '2026-11-22T05:59:59Z', '2026-11-22T06:00:00.000Z'],
  ['Europe/Paris', '2026-11-22T06:00:00Z', '2026-11-23T06:00:00.000Z'],
  // The clocks go back in the night to the 25th, and forward in the night to the 29th of March.
  ['Europe/Paris', '2026-10-24T05:00:00Z', '2026-10-25T06:00:00.000Z'],
  ['Europe/Paris', '2026-03-28T06:00:00Z', '2026-03-29T05:00:00.000Z'],
  ['America/Montreal', '2026-11-01T04:30:00Z', '2026-11-01T12:00:00.000Z'],
  ['Pacific/Auckland', '2026-09-26T20:00:00Z', '2026-09-27T18:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-22T00:00:00Z', '2026-11-22T01:15:00.000Z'],
])('in %s after %s the next morning is at %s', (timeZone, now, morning) => {
  expect(nextMorning(timeZone, new Date(now)).toISOString()).toBe(morning)
})

test('a year has as many mornings as days, each once', () => {
  let at = new Date('2026-01-01T00:00:00Z')
  const days = new Set<string>()
  for (let count = 0; count < 365; count++) {
    at = nextMorning('Europe/Paris', at)
    days.add(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(at))
  }
  expect(days.size).toBe(365)
})
