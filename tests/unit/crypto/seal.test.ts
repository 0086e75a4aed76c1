import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { seal, unseal } from '@/lib/crypto/seal'
import { deriveKey, setAppSecret } from '@/lib/crypto/secret'

beforeEach(() => setAppSecret('the secret of this installation'))

test('whatever text is sealed comes out as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(unseal(seal(text))).toBe(text)
    }),
  )
})

test('the same text never looks the same, and its seal does not show it', () => {
  expect(seal('kwb_SECRET')).not.toBe(seal('kwb_SECRET'))
  expect(Buffer.from(seal('kwb_SECRET'), 'base64url').toString('latin1')).not.toContain('SECRET')
})

test('a seal with any one bit changed is refused', () => {
  const sealed = Buffer.from(seal('kwb_SECRET'), 'base64url')
  fc.assert(
    fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
      const tampered = Buffer.from(sealed)
      tampered.writeUInt8(tampered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(() => unseal(tampered.toString('base64url'))).toThrow()
    }),
  )
})

test.each(['', 'x', 'AAAA', 'A'.repeat(30)])('what was never sealed (%j) is refused', (text) => {
  expect(() => unseal(text)).toThrow()
})

test('a cut-off seal is refused', () => {
  expect(() => unseal(seal('kwb_SECRET').slice(0, -3))).toThrow()
})

test('another installation cannot open it', () => {
  const sealed = seal('kwb_SECRET')
  setAppSecret('the secret of another installation')
  expect(() => unseal(sealed)).toThrow()
})

test('a key of one purpose is none of another', () => {
  const keys = (['seal', 'session', 'storage'] as const).map((purpose) => deriveKey(purpose).toString('hex'))
  expect(new Set(keys).size).toBe(3)
  for (const key of keys) expect(key).toHaveLength(64)
})
