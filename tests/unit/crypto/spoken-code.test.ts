import { beforeAll, expect, test } from 'vitest'
import { setAppSecret } from '@/lib/crypto/secret'
import { createSpokenCode, hashSpokenCode } from '@/lib/crypto/spoken-code'

beforeAll(() => setAppSecret('a secret of the tests, long enough to be one'))

test('a code is groups of four signs that cannot be taken for one another', () => {
  for (let round = 0; round < 200; round++) expect(createSpokenCode(2)).toMatch(/^[ACEFHJKLMNPRTUVWXY3479]{4}-[ACEFHJKLMNPRTUVWXY3479]{4}$/)
  expect(createSpokenCode(3)).toHaveLength(14)
  expect(new Set(Array.from({ length: 200 }, () => createSpokenCode(2))).size).toBe(200)
})

test('it may be typed in small letters, with blanks or without its dash', () => {
  const hash = hashSpokenCode('K7PM-4XA9', 'support')
  for (const typed of ['k7pm-4xa9', ' K7PM 4XA9 ', 'k7pm4xa9', 'K7PM–4XA9'])
    expect(hashSpokenCode(typed, 'support').equals(hash)).toBe(true)
  expect(hashSpokenCode('K7PM-4XA7', 'support').equals(hash)).toBe(false)
})

test('a code for one purpose is none for another, nor under another secret', () => {
  const hash = hashSpokenCode('K7PM-4XA9', 'support')
  expect(hashSpokenCode('K7PM-4XA9', 'setup').equals(hash)).toBe(false)
  setAppSecret('another secret of the tests, long enough too')
  expect(hashSpokenCode('K7PM-4XA9', 'support').equals(hash)).toBe(false)
})
