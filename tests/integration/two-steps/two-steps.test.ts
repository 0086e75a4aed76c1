import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { recoveryCodes, secondFactors } from '@/db/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { getProfile } from '@/lib/profile/queries'
import { activateTwoSteps, renewRecoveryCodes, resetTwoSteps, switchOffTwoSteps } from '@/lib/two-steps/commands'
import { startEnrolment } from '@/lib/two-steps/enrolment'
import { auditOf } from '@/tests/support/audit'
import { codeAt, newPerson, newPersonInTwoSteps, type Person, withAuthenticator, wrongCode } from '@/tests/support/authenticator'
import { type Cast, makeCast, must, PASSWORD, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailsTo } from '@/tests/support/mails'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const HOUR = 3_600_000
const origin = { now: NOW, address: '203.0.113.7', userAgent: 'a browser' }
const factorOf = async ({ userId }: Pick<Person, 'userId'>) =>
  (await withSystem('tests', (tx) => tx.select().from(secondFactors).where(eq(secondFactors.userId, userId))))[0]
const codesOf = ({ userId }: Person) => withSystem('tests', (tx) => tx.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId)))
const lastAction = async ({ userId }: Person) => (await auditOf(userId)).at(-1)?.action
const lastSubject = async ({ email }: Person) => (await mailsTo(email)).at(-1)?.subject

describe('switching the second step on', () => {
  test('takes a right code, keeps secret and codes out of sight, and tells by mail', async () => {
    const person = await newPerson(cast)
    const { secret, recoveryCodes: codes } = await withAuthenticator(person.actor, NOW)
    const [factor, kept] = [await factorOf(person), await codesOf(person)]
    expect(factor).toMatchObject({ activatedAt: NOW, lastStep: Math.floor(NOW.getTime() / 30_000), failures: 0 })
    expect(factor?.secretSealed).not.toContain(secret)
    expect(codes).toHaveLength(10)
    expect(kept).toHaveLength(10)
    expect(kept.map(({ codeHash }) => codeHash.toString('latin1')).join()).not.toContain(codes[0])
    expect(await lastAction(person)).toBe('user.two_steps_on')
    expect(await lastSubject(person)).toBe(`La validation en deux étapes de « ${person.userName} » est active`)
  })

  test.each([
    ['a wrong code', 'wrong_code', (secret: string) => ({ code: wrongCode(secret, NOW) })],
    ['a code of another hour', 'wrong_code', (secret: string) => ({ code: codeAt(secret, new Date(NOW.getTime() - HOUR)) })],
    ['a wrong password', 'wrong_password', () => ({ password: 'wrong' })],
    ['a secret that was not made here', 'expired', () => ({ sealed: 'AAAA' })],
  ])('with %s does not', async (_, reason, other) => {
    const person = await newPerson(cast)
    const { secret, sealed } = startEnrolment(person.actor, NOW)
    const input = { sealed, code: codeAt(secret, NOW), password: PASSWORD, ...other(secret) }
    expect(await activateTwoSteps(person.actor, input, origin)).toEqual({ ok: false, reason })
    expect(await factorOf(person)).toBeUndefined()
    expect(await mailsTo(person.email)).toEqual([])
  })

  test('with the secret of another user, or of an hour ago, does not', async () => {
    const [person, other] = [await newPerson(cast), await newPerson(cast)]
    const activate = ({ secret, sealed }: { secret: string; sealed: string }) =>
      activateTwoSteps(person.actor, { sealed, code: codeAt(secret, NOW), password: PASSWORD }, origin)
    expect(await activate(startEnrolment(other.actor, NOW))).toEqual({ ok: false, reason: 'expired' })
    expect(await activate(startEnrolment(person.actor, new Date(NOW.getTime() - HOUR)))).toEqual({ ok: false, reason: 'expired' })
  })

  test('twice keeps the first authenticator', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    const before = await factorOf(person)
    const { secret, sealed } = startEnrolment(person.actor, NOW)
    const input = { sealed, code: codeAt(secret, NOW), password: PASSWORD }
    expect(await activateTwoSteps(person.actor, input, origin)).toEqual({ ok: false, reason: 'already_on' })
    expect(await factorOf(person)).toEqual(before)
  })
})

describe('new recovery codes', () => {
  test('replace the old ones', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    const { recoveryCodes: fresh } = must(
      await renewRecoveryCodes(person.actor, { password: PASSWORD, code: codeAt(person.secret, NOW) }, origin),
    )
    expect(fresh).toHaveLength(10)
    const old = person.recoveryCodes[0] ?? ''
    expect(await switchOffTwoSteps(person.actor, { password: PASSWORD, code: old }, origin)).toEqual({ ok: false, reason: 'wrong_code' })
    expect(await lastSubject(person)).toBe(`Nouveaux codes de secours pour « ${person.userName} »`)
    expect((await getProfile(person.actor)).recoveryCodesLeft).toBe(10)
  })

  test('cost a recovery code where the authenticator is lost', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    expect((await renewRecoveryCodes(person.actor, { password: PASSWORD, code: person.recoveryCodes[3] ?? '' }, origin)).ok).toBe(true)
  })
})

describe('switching the second step off', () => {
  test('takes password and code, forgets the recovery codes and tells by mail', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    must(await switchOffTwoSteps(person.actor, { password: PASSWORD, code: codeAt(person.secret, NOW) }, origin))
    expect(await factorOf(person)).toBeUndefined()
    expect(await codesOf(person)).toEqual([])
    expect(await lastAction(person)).toBe('user.two_steps_off')
    expect(await lastSubject(person)).toBe(`La validation en deux étapes de « ${person.userName} » est désactivée`)
  })

  test.each([
    ['a wrong password', 'wrong_password', (secret: string) => ({ password: 'wrong', code: codeAt(secret, NOW) })],
    ['a wrong code', 'wrong_code', (secret: string) => ({ password: PASSWORD, code: wrongCode(secret, NOW) })],
  ])('with %s does not', async (_, reason, proof) => {
    const person = await newPersonInTwoSteps(cast, NOW)
    expect(await switchOffTwoSteps(person.actor, proof(person.secret), origin)).toEqual({ ok: false, reason })
    expect(await factorOf(person)).toBeDefined()
  })

  test('counts wrong codes together with the sign-in, up to eight', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    const proof = { password: PASSWORD, code: wrongCode(person.secret, NOW) }
    for (let time = 0; time < 7; time++) await switchOffTwoSteps(person.actor, proof, origin)
    const locked = { ok: false, reason: 'codes_locked', waitSeconds: 900 }
    expect(await switchOffTwoSteps(person.actor, proof, origin)).toEqual(locked)
    expect(await switchOffTwoSteps(person.actor, { ...proof, code: codeAt(person.secret, NOW) }, origin)).toEqual(locked)
    expect(await lastSubject(person)).toBe(`Trop de codes faux pour « ${person.userName} »`)
  })

  test('where it is off is refused', async () => {
    const person = await newPerson(cast)
    expect(await switchOffTwoSteps(person.actor, { password: PASSWORD, code: '123456' }, origin)).toEqual({ ok: false, reason: 'not_on' })
  })
})

describe('taking another’s second step away', () => {
  test('is for an administrator of the reseller, who never sees the secret; a mail tells the user', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    must(await resetTwoSteps(cast.alice, person.userId, NOW))
    expect(await factorOf(person)).toBeUndefined()
    expect(await lastSubject(person)).toBe(`La validation en deux étapes de « ${person.userName} » a été retirée`)
    expect((await auditOf(person.userId)).at(-1)).toMatchObject({ action: 'user.two_steps_reset', by: 'alice' })
    await expect(withActor(cast.alice, (tx) => tx.select().from(secondFactors))).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('is for the platform too', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    must(await resetTwoSteps(system, person.userId, NOW))
    expect(await factorOf(person)).toBeUndefined()
  })

  test('of another reseller is a 404', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    await expect(resetTwoSteps(cast.carol, person.userId, NOW)).rejects.toThrow(NotFoundError)
    expect(await factorOf(person)).toBeDefined()
  })

  test('by a member is a 403', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    for (const member of [cast.bob, cast.berthe]) await expect(resetTwoSteps(member, person.userId, NOW)).rejects.toThrow(ForbiddenError)
    expect(await factorOf(person)).toBeDefined()
  })

  test('is not for oneself, where password and code are asked for', async () => {
    await withAuthenticator(cast.alice, NOW)
    expect(await resetTwoSteps(cast.alice, cast.alice.userId, NOW)).toEqual({ ok: false, reason: 'own' })
    expect(await factorOf(cast.alice)).toBeDefined()
  })

  test('where there is none is refused', async () => {
    const person = await newPerson(cast)
    expect(await resetTwoSteps(cast.alice, person.userId, NOW)).toEqual({ ok: false, reason: 'not_on' })
  })

  test('is out of a member’s reach in the database as well', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    await withActor(cast.bob, (tx) => tx.delete(secondFactors).where(eq(secondFactors.userId, person.userId)))
    expect(await factorOf(person)).toBeDefined()
  })
})
