import { expect, test } from 'vitest'
import { createRecoveryCodes, hashRecoveryCode } from '@/lib/two-steps/recovery-codes'

test('ten different codes, easy to read', () => {
  const codes = createRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
})

test.each(['0a1b-CDEF-GH1K', '0A1BCDEFGH1K', ' oalb cdef ghik '])('%j is the same code as typed from paper', (typed) => {
  expect(hashRecoveryCode(typed)).toEqual(hashRecoveryCode('0A1B-CDEF-GH1K'))
})

test.each(['', '123456', '0A1B-CDEF', '0A1B-CDEF-GH1K-0A1B', 'ÀA1B-CDEF-GH1K'])('%j cannot be a code', (typed) => {
  expect(hashRecoveryCode(typed)).toBeNull()
})
