import fc from 'fast-check'
import { encode } from 'next-auth/jwt'
import { beforeEach, expect, test } from 'vitest'
import { cookieOptions, decodeClaims, encodeClaims, sessionSecret } from '@/lib/auth/cookie'
import { setAppSecret } from '@/lib/crypto/secret'

const claims = { sessionId: '019a0000-0000-7000-8000-000000000001', brandId: '019a0000-0000-7000-8000-000000000002' }
beforeEach(() => setAppSecret('the secret of this installation'))

test('a cookie claims what was put into it and shows none of it', async () => {
  const cookie = await encodeClaims(claims)
  expect(await decodeClaims(cookie)).toEqual(claims)
  expect(cookie).not.toContain(claims.sessionId)
})

test('a cookie of another installation claims nothing', async () => {
  const cookie = await encodeClaims(claims)
  setAppSecret('the secret of another installation')
  expect(await decodeClaims(cookie)).toBeNull()
})

test('a cookie with any one character changed claims nothing', async () => {
  const cookie = await encodeClaims(claims)
  await fc.assert(
    fc.asyncProperty(fc.nat(cookie.length - 1), fc.constantFrom('A', 'b', '7', '-', '.', ' '), async (index, other) => {
      const tampered = cookie.slice(0, index) + other + cookie.slice(index + 1)
      const read = await decodeClaims(tampered)
      // The last character of a part carries bits that its decoder ignores.
      if (tampered !== cookie && !/^[.]|[.]$/.test(cookie.slice(index, index + 2)) && index < cookie.length - 1) expect(read).toBeNull()
      else expect([null, claims]).toContainEqual(read)
    }),
  )
})

test.each([undefined, '', 'null', '{}', 'a.b.c', 'a.b.c.d.e', '{"sessionId":"x"}'])('%j claims nothing', async (cookie) => {
  expect(await decodeClaims(cookie)).toBeNull()
})

test('a cookie made here for something else claims nothing', async () => {
  expect(await decodeClaims(await encode({ token: { name: 'alice', sub: '1' }, secret: sessionSecret() }))).toBeNull()
  expect(await decodeClaims(await encode({ token: { ...claims, sessionId: 'x' }, secret: sessionSecret() }))).toBeNull()
})

test('an expired cookie claims nothing', async () => {
  expect(await decodeClaims(await encode({ token: claims, secret: sessionSecret(), maxAge: -3600 }))).toBeNull()
})

test('the cookie is out of scripts’ reach, and on TLS goes over TLS alone', () => {
  expect(cookieOptions(true)).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: true })
  expect(cookieOptions(false).secure).toBe(false)
})
