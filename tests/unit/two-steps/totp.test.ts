import { expect, test } from 'vitest'
import { createTotpSecret, matchTotp, totpUri } from '@/lib/two-steps/totp'

/** The secret and a code of RFC 6238, appendix B: at 1,111,111,109 s the last six digits are 081804. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const RFC_CODE = '081804'
const RFC_SECONDS = 1_111_111_109
const RFC_STEP = Math.floor(RFC_SECONDS / 30)
const match = (typed: string, seconds: number, lastStep = 0) => matchTotp(RFC_SECRET, typed, new Date(seconds * 1000), lastStep)

test('a code is that of RFC 6238 and names its step', () => {
  expect(match(RFC_CODE, RFC_SECONDS)).toBe(RFC_STEP)
})

test('blanks do not matter', () => {
  expect(match(' 081 804 ', RFC_SECONDS)).toBe(RFC_STEP)
})

test.each([-30, 30])('a clock %i s away still fits', (seconds) => {
  expect(match(RFC_CODE, RFC_SECONDS + seconds)).toBe(RFC_STEP)
})

test.each([-61, 61, 3600])('a clock %i s away does not', (seconds) => {
  expect(match(RFC_CODE, RFC_SECONDS + seconds)).toBeNull()
})

test('a code counts once, and none from before it counts after', () => {
  expect(match(RFC_CODE, RFC_SECONDS, RFC_STEP)).toBeNull()
  expect(match(RFC_CODE, RFC_SECONDS, RFC_STEP + 1)).toBeNull()
  expect(match(RFC_CODE, RFC_SECONDS, RFC_STEP - 1)).toBe(RFC_STEP)
})

test.each(['', '08180', '0818045', '08l804', '٠٨١٨٠٤', '-81804', '1e5000', '000000'])('%j is no code', (typed) => {
  expect(match(typed, RFC_SECONDS)).toBeNull()
})

test('each secret is another one, of 160 bits', () => {
  const [one, other] = [createTotpSecret(), createTotpSecret()]
  expect(one).toMatch(/^[A-Z2-7]{32}$/)
  expect(one).not.toBe(other)
})

test('the address for the authenticator names product and user, whatever they are called', () => {
  const uri = new URL(totpUri(RFC_SECRET, 'Données & Cie : Nord', 'anne@nord'))
  expect(uri.protocol).toBe('otpauth:')
  expect(uri.searchParams.get('secret')).toBe(RFC_SECRET)
  expect(uri.searchParams.get('issuer')).toBe('Données & Cie : Nord')
  expect(decodeURIComponent(uri.pathname)).toContain('anne@nord')
})
