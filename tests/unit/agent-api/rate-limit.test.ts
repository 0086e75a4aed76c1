import { expect, test } from 'vitest'
import { createRateLimit } from '@/lib/agent-api/rate-limit'

const BURST = 300
const PER_SECOND = 20

function exhausted() {
  const within = createRateLimit()
  for (let request = 0; request < BURST; request++) expect(within('pc-1', 0)).toBe(true)
  return within
}

test('a machine may send a burst and not one request more', () => {
  expect(exhausted()('pc-1', 0)).toBe(false)
})

test('with time it may send again, at the steady rate', () => {
  const within = exhausted()
  const granted = Array.from({ length: 2 * PER_SECOND }, () => within('pc-1', 1000)).filter(Boolean)
  expect(granted).toHaveLength(PER_SECOND)
})

test('rest never saves up more than a burst', () => {
  const within = exhausted()
  const granted = Array.from({ length: 2 * BURST }, () => within('pc-1', 86_400_000)).filter(Boolean)
  expect(granted).toHaveLength(BURST)
})

test('one machine gone wild does not starve another', () => {
  expect(exhausted()('pc-2', 0)).toBe(true)
})

test('a machine that keeps knocking is let in again all the same', () => {
  const within = exhausted()
  const granted = Array.from({ length: 100 }, (_, tenth) => within('pc-1', tenth * 10)).filter(Boolean)
  expect(granted.length).toBeGreaterThanOrEqual(PER_SECOND - 1)
})

test('a large body costs as many requests as it takes longer to read', () => {
  const within = createRateLimit()
  const mebibyte = 1024 * 1024
  const granted = Array.from({ length: BURST }, () => within('pc-1', 0, mebibyte)).filter(Boolean)
  expect(granted).toHaveLength(Math.floor(BURST / 17))
})
