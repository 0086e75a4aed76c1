import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdentificationKey, hashIdentificationKey, maskIdentificationKey } from '@/lib/crypto/identification-key'

test('a key is kwb_ and 26 characters of Crockford base32, never the same', () => {
  const keys = Array.from({ length: 500 }, createIdentificationKey)
  for (const key of keys) expect(key).toMatch(/^kwb_[0-9A-HJKMNP-TV-Z]{26}$/)
  expect(new Set(keys).size).toBe(500)
})

test('every character of the alphabet occurs in keys', () => {
  const seen = new Set(Array.from({ length: 500 }, createIdentificationKey).join('').replaceAll('kwb_', ''))
  expect([...seen].sort().join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ')
})

test('what is looked up is the SHA-256 of the whole key', () => {
  const key = createIdentificationKey()
  expect(hashIdentificationKey(key)).toEqual(createHash('sha256').update(key).digest())
})

test.each([
  '',
  'kwb_',
  'KWB_00000000000000000000000000',
  'kwb_0000000000000000000000000',
  'kwb_000000000000000000000000000',
  'kwb_0000000000000000000000000I',
  'kwb_00000000000000000000000000\n',
  ' kwb_00000000000000000000000000',
  'kwb_aaaaaaaaaaaaaaaaaaaaaaaaaa',
])('%j cannot be a key', (text) => {
  expect(hashIdentificationKey(text)).toBeNull()
})

test('whatever is sent as a key never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(hashIdentificationKey(text)).toBeNull()
    }),
  )
})

test('a masked key shows its last four characters and no more', () => {
  expect(maskIdentificationKey('7XQ2')).toBe('kwb_••••••••7XQ2')
})
