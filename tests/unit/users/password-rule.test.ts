import { expect, test } from 'vitest'
import { isCommonPassword, newPassword, passwordFault } from '@/lib/users/password-rule'
import { PASSWORD } from '@/tests/support/cast'

test.each([
  ['a tram only', 'too_short'],
  ['', 'too_short'],
  ['x y '.repeat(251), 'too_long'],
  ['motdepasse123', 'too_common'],
  ['Motdepasse2026!', 'too_common'],
  ['P@ssw0rd2026', 'too_common'],
  ['passwordpassword', 'too_common'],
  ['azertyuiop123', 'too_common'],
  ['123456789012', 'too_common'],
  ['0000000000000000', 'too_common'],
  ['06 12 34 56 78 90', 'too_common'],
  ['abcabcabcabcab', 'too_common'],
  ['Bienvenue-2026', 'too_common'],
  ['Février-2026', 'too_common'],
  ['2026 Administrateur', 'too_common'],
  ['correct horse battery staple', 'too_common'],
  ['ALICE-alice-1', 'user_name'],
  ['alice2026!!!', 'user_name'],
])('%j is refused: %s', (password, fault) => {
  expect(passwordFault(password, 'alice')).toBe(fault)
})

test.each([PASSWORD, 'demo-kiwi-2026', 'alice aime le tilleul', 'Zg4-mulot-tram', 'vertigineusement', 'l’été à Annecy'])(
  '%j is good',
  (password) => {
    expect(passwordFault(password, 'alice')).toBeNull()
  },
)

test('the schema says the fault, so that every door can', () => {
  expect(newPassword.safeParse('short').error?.issues.map(({ message }) => message)).toEqual(['too_short'])
  expect(newPassword.safeParse('Password-2026').error?.issues[0]?.message).toBe('too_common')
})

test('a name of one letter forbids no password that merely holds it', () => {
  expect(passwordFault('the elephant eats', 'e')).toBeNull()
})

test('spaces are part of a password', () => {
  expect(newPassword.parse('  a tram, a mouse ')).toBe('  a tram, a mouse ')
})

test('a long sentence is not taken for one of its words', () => {
  expect(isCommonPassword('my secret garden in summer')).toBe(false)
})
