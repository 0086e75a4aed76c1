import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { sessions, users } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { changeEmail, changePassword, updateProfile } from '@/lib/profile/commands'
import { getProfile } from '@/lib/profile/queries'
import { changeEmailSchema, changePasswordSchema, updateProfileSchema } from '@/lib/profile/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { newPerson, newPersonInTwoSteps } from '@/tests/support/authenticator'
import { type Cast, makeCast, must, PASSWORD, signedIn } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailsTo } from '@/tests/support/mails'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const origin = { now: NOW, address: '203.0.113.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0' }
const NEW = 'a mouse on the tram'
const rowOf = async (userId: string) => (await withSystem('tests', (tx) => tx.select().from(users).where(eq(users.id, userId))))[0]
const enter = (userName: string, password: string) => signIn(cast.alpine, { userName, password }, { ...origin, address: null })

describe('the profile', () => {
  test('is one’s own: name, address, language, second step', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    expect(await getProfile(person.actor)).toEqual({
      userName: person.userName,
      displayName: person.userName,
      email: person.email,
      locale: 'fr',
      twoStepsSince: new Date(NOW.getTime() - 3_600_000),
      recoveryCodesLeft: 10,
    })
    expect(await getProfile(cast.bob)).toMatchObject({ userName: 'bob', twoStepsSince: null, recoveryCodesLeft: 0 })
  })

  test('is changed for oneself and nobody else, and audited', async () => {
    const [person, other] = [await newPerson(cast), await newPerson(cast)]
    const before = await rowOf(other.userId)
    must(await updateProfile(person.actor, { displayName: 'Anne Durand', locale: 'en' }))
    expect(await rowOf(person.userId)).toMatchObject({ displayName: 'Anne Durand', locale: 'en' })
    expect(await rowOf(other.userId)).toEqual(before)
    expect((await auditOf(person.userId)).at(-1)).toMatchObject({
      action: 'user.profile_updated',
      by: person.userName,
      address: '203.0.113.7',
    })
  })

  test('stays as it was when the audit log cannot be written', async () => {
    const person = await newPerson(cast)
    expect(await withoutAudit(() => updateProfile(person.actor, { displayName: 'Nobody', locale: 'en' }))).toBeInstanceOf(Error)
    expect(await rowOf(person.userId)).toMatchObject({ displayName: person.userName, locale: null })
  })

  test.each([
    { displayName: '', locale: 'fr' },
    { displayName: 'x'.repeat(101), locale: 'fr' },
    { displayName: 'a\u0000b', locale: 'fr' },
    { displayName: 'Anne', locale: 'de' },
  ])('does not take %j', (input) => {
    expect(updateProfileSchema.safeParse(input).success).toBe(false)
  })
})

describe('changing the e-mail address', () => {
  test('asks for the password and tells the old address, with when and where from', async () => {
    const person = await newPerson(cast)
    const input = changeEmailSchema.parse({ email: ' anne.new@alpine.test ', password: PASSWORD })
    must(await changeEmail(person.actor, input, origin))
    expect(await rowOf(person.userId)).toMatchObject({ email: 'anne.new@alpine.test' })
    const [mail] = await mailsTo(person.email)
    expect(mail).toMatchObject({ subject: `L'adresse email de « ${person.userName} » a été changée`, locale: 'fr', confidential: false })
    for (const told of ['anne.new@alpine.test', 'dimanche 22 novembre 2026, 11:00:00', '203.0.113.7', 'Firefox, Linux']) {
      expect(mail?.text).toContain(told)
    }
    expect(mail?.text).toContain('https://admin.alpine.test/profile')
    expect(await mailsTo('anne.new@alpine.test')).toEqual([])
    expect((await auditOf(person.userId)).at(-1)).toMatchObject({ action: 'user.email_changed' })
  })

  test('with a wrong password changes nothing', async () => {
    const person = await newPerson(cast)
    expect(await changeEmail(person.actor, { email: 'x@y.test', password: 'wrong' }, origin)).toEqual({
      ok: false,
      reason: 'wrong_password',
    })
    expect(await rowOf(person.userId)).toMatchObject({ email: person.email })
    expect(await mailsTo(person.email)).toEqual([])
    expect((await auditOf(person.userId)).at(-1)).toMatchObject({ action: 'user.password_refused' })
  })

  test('to the same address tells nobody', async () => {
    const person = await newPerson(cast)
    expect(await changeEmail(person.actor, { email: person.email, password: PASSWORD }, origin)).toEqual({ ok: false, reason: 'unchanged' })
    expect(await mailsTo(person.email)).toEqual([])
  })

  test.each(['', 'nobody', 'a@b', 'a@b.test\nBcc: all@b.test', `${'a'.repeat(250)}@b.test`])('does not take %j', (email) => {
    expect(changeEmailSchema.safeParse({ email, password: PASSWORD }).success).toBe(false)
  })
})

describe('changing the password', () => {
  test('asks for the current one, ends the other sessions and tells by mail', async () => {
    const person = await newPerson(cast)
    const other = await signedIn(cast.alpine, person.userName)
    must(await changePassword(person.actor, { current: PASSWORD, next: NEW }, origin))
    expect((await enter(person.userName, NEW)).ok).toBe(true)
    expect((await enter(person.userName, PASSWORD)).ok).toBe(false)
    const open = await openSessionIds(person.userId)
    expect(open).toContain(person.actor.sessionId)
    expect(open).not.toContain(other.sessionId)
    expect((await mailsTo(person.email)).at(-1)?.text).toContain('https://admin.alpine.test/forgotten-password')
    expect((await auditOf(person.userId)).map(({ action }) => action)).toContain('user.password_changed')
  })

  test.each([
    ['wrong', NEW, 'wrong_password'],
    [PASSWORD, 'short', 'too_short'],
    [PASSWORD, 'Password-2026', 'too_common'],
    [PASSWORD, PASSWORD, 'unchanged'],
  ])('from %j to %j is refused: %s', async (current, next, reason) => {
    const person = await newPerson(cast)
    const before = await rowOf(person.userId)
    expect(await changePassword(person.actor, { current, next }, origin)).toEqual({ ok: false, reason })
    expect(await rowOf(person.userId)).toEqual(before)
    expect(await mailsTo(person.email)).toEqual([])
  })

  test('to hardly more than the user name is refused', async () => {
    const person = await newPerson(cast)
    expect(await changePassword(person.actor, { current: PASSWORD, next: `${person.userName}-2026` }, origin)).toMatchObject({
      reason: 'user_name',
    })
  })

  test('from two places at once, one is told that the password is no longer that', async () => {
    const person = await newPerson(cast)
    const change = (next: string) => changePassword(person.actor, { current: PASSWORD, next }, origin)
    const results = await Promise.all([change('first mouse on a tram'), change('second mouse on a tram')])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results).toContainEqual({ ok: false, reason: 'wrong_password' })
  })

  test('says the rule at the door already', () => {
    expect(changePasswordSchema.safeParse({ current: 'x', next: 'short' }).error?.issues).toMatchObject([
      { path: ['next'], message: 'too_short' },
    ])
  })
})

test('five wrong passwords in the profile close profile and sign-in alike', async () => {
  const person = await newPerson(cast)
  const input = { email: 'thief@example.test', password: 'wrong' }
  for (let time = 0; time < 5; time++) await changeEmail(person.actor, input, origin)
  const closed = { ok: false, reason: 'too_many', waitSeconds: 900 }
  expect(await changeEmail(person.actor, { ...input, password: PASSWORD }, origin)).toEqual(closed)
  expect(await changePassword(person.actor, { current: PASSWORD, next: NEW }, origin)).toEqual(closed)
  expect(await enter(person.userName, PASSWORD)).toEqual(closed)
  expect((await auditOf(person.userId)).map(({ action }) => action)).toContain('user.sign_in_locked')
})

const openSessionIds = async (userId: string) => {
  const rows = await withSystem('tests', (tx) => tx.select().from(sessions).where(eq(sessions.userId, userId)))
  return rows.filter(({ revokedAt }) => revokedAt === null).map(({ id }) => id)
}
