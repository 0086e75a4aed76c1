import { expect, test } from 'vitest'
import { PortalClock } from '@/agent/portal-clock'

const LOCAL = Date.parse('2026-11-22T10:00:00Z')
const iso = (ms: number) => new Date(ms).toISOString()
const HOUR = 3_600_000

test('before the portal has spoken, the machine’s own clock counts', () => {
  expect(new PortalClock().at(LOCAL)).toEqual(new Date(LOCAL))
})

test.each([
  ['behind', 5 * HOUR],
  ['ahead', -5 * HOUR],
  ['years behind', 9 * 365 * 24 * HOUR],
])('a clock that is %s is corrected', (_, offset) => {
  const clock = new PortalClock()
  clock.heard(iso(LOCAL + offset), 0, LOCAL)
  expect(clock.at(LOCAL + 1000)).toEqual(new Date(LOCAL + offset + 1000))
})

test('half of the time that the request took is on the way back', () => {
  const clock = new PortalClock()
  clock.heard(iso(LOCAL + HOUR), 4000, LOCAL)
  expect(clock.offsetMs).toBe(HOUR + 2000)
})

test('less than a minute is left alone, so that a slow line does not move the time', () => {
  const clock = new PortalClock()
  clock.heard(iso(LOCAL + 59_000), 0, LOCAL)
  expect(clock.offsetMs).toBe(0)
})

test('once the clock is set right, it is no longer corrected', () => {
  const clock = new PortalClock()
  clock.heard(iso(LOCAL + HOUR), 0, LOCAL)
  clock.heard(iso(LOCAL + HOUR), 0, LOCAL + HOUR)
  expect(clock.offsetMs).toBe(0)
})

test('what is no time changes nothing', () => {
  const clock = new PortalClock()
  clock.heard(iso(LOCAL + HOUR), 0, LOCAL)
  clock.heard('noon', 0, LOCAL)
  expect(clock.offsetMs).toBe(HOUR)
})
