import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { seededRandom } from '@/lib/demo/random'

const draw = (seed: string) => {
  const random = seededRandom(seed)
  return [
    random.between(0, 1e6),
    random.pick('abcdefghij'.split('')),
    random.chance(0.5),
    random.uuidv7(1_700_000_000_000),
    random.between(1, 6),
  ]
}

test('the same seed gives the same, on any machine', () => {
  expect(draw('TEST')).toEqual(draw('TEST'))
  expect(seededRandom('TEST').between(0, 1e9)).toBe(seededRandom('TEST').between(0, 1e9))
})

test('other seeds give something else', () => {
  expect(new Set(Array.from({ length: 100 }, (_, seed) => JSON.stringify(draw(`seed ${seed}`)))).size).toBe(100)
})

test('a number lies within its borders, and each of them occurs', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(20), (seed, from, width) => {
      const number = seededRandom(seed).between(from, from + width)
      expect(number).toBeGreaterThanOrEqual(from)
      expect(number).toBeLessThanOrEqual(from + width)
    }),
  )
  const random = seededRandom('die')
  expect(new Set(Array.from({ length: 500 }, () => random.between(1, 6)))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
})

test('an id is a UUIDv7 of its time', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(4_000_000_000), (seed, seconds) => {
      const id = seededRandom(seed).uuidv7(seconds * 1000)
      expect(z.uuidv7().safeParse(id).success).toBe(true)
      expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(seconds * 1000)
    }),
  )
})
