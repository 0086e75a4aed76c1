import fc from 'fast-check'
import { expect, test } from 'vitest'
import { controlRoomQuotaState, listQuotaState, quotaPercent } from '@/lib/contracts/quota'

const GO = 1e9
const MAX = Number.MAX_SAFE_INTEGER

test('the manual’s own example: 19.6 of 20 Go is 98 % and orange in the list', () => {
  expect(listQuotaState(19_600_000_000, 20 * GO)).toBe('near')
  expect(quotaPercent(19_600_000_000, 20 * GO)).toBe(98)
})

test.each([
  ['nothing used', 0, 20 * GO, 'ok'],
  ['85 % exactly, so 15 % free', 17 * GO, 20 * GO, 'ok'],
  ['a byte above 85 %', 17 * GO + 1, 20 * GO, 'near'],
  ['full', 20 * GO, 20 * GO, 'near'],
  ['a byte over', 20 * GO + 1, 20 * GO, 'over'],
  ['nothing of nothing', 0, 0, 'ok'],
  ['a byte of nothing', 1, 0, 'over'],
  ['85 % of the largest volume, rounded down', Math.floor((MAX / 100) * 85) - 100, MAX, 'ok'],
  ['the largest volume, full', MAX, MAX, 'near'],
])('in the contract list, %s', (_, used, subscribed, state) => {
  expect(listQuotaState(used, subscribed)).toBe(state)
})

test.each([
  ['nothing used', 0, 20 * GO, 'ok'],
  ['a byte below 90 %', 18 * GO - 1, 20 * GO, 'ok'],
  ['90 % exactly', 18 * GO, 20 * GO, 'near'],
  ['100 % exactly', 20 * GO, 20 * GO, 'near'],
  ['a byte over', 20 * GO + 1, 20 * GO, 'over'],
  ['nothing of nothing', 0, 0, 'ok'],
  ['a byte of nothing', 1, 0, 'over'],
  ['the largest volume, full', MAX, MAX, 'near'],
])('in the control room, %s', (_, used, subscribed, state) => {
  expect(controlRoomQuotaState(used, subscribed)).toBe(state)
})

test('percent is whole, rounded down, and absent where nothing is subscribed', () => {
  expect(quotaPercent(999, 1000)).toBe(99)
  expect(quotaPercent(1_125, 1000)).toBe(112)
  expect(quotaPercent(MAX, 1)).toBe(MAX * 100)
  expect(quotaPercent(0, 0)).toBeNull()
  expect(quotaPercent(5, 0)).toBeNull()
})

test('whatever the volume, the border lies where whole numbers put it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Math.floor(MAX / 100) }), (hundredth) => {
      const subscribed = hundredth * 100
      expect(listQuotaState(hundredth * 85, subscribed)).toBe('ok')
      expect(listQuotaState(hundredth * 85 + 1, subscribed)).toBe('near')
      expect(controlRoomQuotaState(hundredth * 90, subscribed)).toBe('near')
      expect(controlRoomQuotaState(hundredth * 90 - 1, subscribed)).toBe('ok')
    }),
  )
})
