import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '@/lib/crypto/password'

test('a password is kept as argon2id with OWASP’s parameters and a salt of its own', async () => {
  const [one, other] = [await hashPassword('correct horse'), await hashPassword('correct horse')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(other)
})

test('the right password is right and any other is wrong', async () => {
  const kept = await hashPassword('correct horse')
  expect(await verifyPassword(kept, 'correct horse')).toBe(true)
  expect(await verifyPassword(kept, 'correct horse ')).toBe(false)
  expect(await verifyPassword(kept, '')).toBe(false)
})

test('without a user every password is wrong, also the one of the stand-in that is checked instead', async () => {
  expect(await verifyPassword(undefined, 'correct horse')).toBe(false)
  expect(await verifyPassword(undefined, 'nobody')).toBe(false)
})
