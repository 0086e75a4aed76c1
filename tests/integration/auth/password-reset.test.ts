import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { passwordResets, users } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { admitPasswordReset, findPasswordReset, resetPassword, sendPasswordResets } from '@/lib/auth/password-reset'
import { findSessionActor } from '@/lib/auth/queries'
import { changeEmail, changePassword } from '@/lib/profile/commands'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { auditOf } from '@/tests/support/audit'
import { newPerson, newPersonInTwoSteps } from '@/tests/support/authenticator'
import { type Cast, makeCast, must, PASSWORD, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailsTo } from '@/tests/support/mails'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const HOUR = 3600
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const origin = (now = NOW) => ({ now, address: '203.0.113.7', userAgent: 'a browser' })
const NEW = 'a mouse on the tram'
const VOID = { ok: false, reason: 'link_void' }

const send = (who: string, now = NOW, brand = cast.alpine) => sendPasswordResets(brand, who, origin(now))

/** The token of the last link that was mailed to an address. */
async function tokenTo(email: string): Promise<string> {
  const mail = (await mailsTo(email)).filter(({ kind }) => kind === 'password_reset').at(-1)
  return /\/reset-password\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

async function linkFor({ userName, email }: { userName: string; email: string }, now = NOW): Promise<string> {
  await send(userName, now)
  return tokenTo(email)
}

const reset = (token: string, password = NEW, now = NOW, brand = cast.alpine) => resetPassword(brand, { token, password }, origin(now))
const canSignIn = async (userName: string, password: string, now = NOW) =>
  (await signIn(cast.alpine, { userName, password }, { ...origin(now), address: null })).ok

describe('asking for a new password', () => {
  test('mails a link on the brand’s own host, in the user’s language, as a secret', async () => {
    const person = await newPerson(cast)
    await withSystem('tests', (tx) => tx.update(users).set({ locale: 'en' }).where(eq(users.id, person.userId)))
    expect(await send(person.userName)).toBe(1)
    const [mail] = await mailsTo(person.email)
    expect(mail).toMatchObject({
      locale: 'en',
      confidential: true,
      subject: 'Your new password for alpine backup',
      brandId: cast.alpine.id,
    })
    expect(mail?.text).toMatch(/https:\/\/admin\.alpine\.test\/reset-password\/[\w-]{43}\n/)
    expect((await auditOf(person.userId)).at(-1)).toMatchObject({ action: 'user.password_reset_requested', address: '203.0.113.7' })
  })

  test('keeps the link’s token as a hash alone', async () => {
    const person = await newPerson(cast)
    const token = await linkFor(person)
    const [row] = await withSystem('tests', (tx) => tx.select().from(passwordResets).where(eq(passwordResets.userId, person.userId)))
    expect(JSON.stringify(row) + row?.tokenHash.toString('base64url')).not.toContain(token)
  })

  test('works by e-mail address too, in any case, for every user who has it', async () => {
    const [one, other] = [await newPerson(cast), await newPerson(cast)]
    await withSystem('tests', (tx) => tx.update(users).set({ email: one.email }).where(eq(users.id, other.userId)))
    expect(await send(one.email.toUpperCase())).toBe(2)
    const texts = (await mailsTo(one.email)).map(({ text }) => text).join()
    expect(texts).toContain(`« ${one.userName} »`)
    expect(texts).toContain(`« ${other.userName} »`)
  })

  test.each([
    ['for nobody', () => send('nobody-here')],
    ['for a user of another brand', () => send('carol')],
    ['by another brand’s host', () => send('alice', NOW, cast.other)],
    ['with a wildcard', () => send('%')],
  ])('%s mails nobody', async (_, ask) => {
    expect(await ask()).toBe(0)
  })

  test('mails nobody while the reseller is suspended', async () => {
    must(await suspendReseller(system, cast.carol.resellerId, NOW))
    expect(await send('carol', NOW, cast.other)).toBe(0)
    must(await reactivateReseller(system, cast.carol.resellerId))
    expect(await send('carol', NOW, cast.other)).toBe(1)
  })

  test('fills nobody’s mailbox: three mails an hour, under whatever name', async () => {
    const person = await newPerson(cast)
    for (const who of [person.userName, person.email, person.userName.toUpperCase()]) expect(await send(who)).toBe(1)
    expect(await send(person.email, later(HOUR - 1))).toBe(0)
    expect(await send(person.email, later(HOUR))).toBe(1)
  })

  test('five times in 15 minutes is too often, for those who exist and those who do not', async () => {
    for (const who of ['alice', 'nobody-there']) {
      for (let time = 0; time < 5; time++)
        expect((await admitPasswordReset(cast.alpine, who, { ...origin(), address: null })).ok).toBe(true)
      expect(await admitPasswordReset(cast.alpine, who, { ...origin(), address: null })).toEqual({
        ok: false,
        reason: 'too_many',
        waitSeconds: 900,
      })
    }
  })

  test('for five names from one address is enough for that address; signing in from there goes on', async () => {
    const from = { ...origin(), address: '192.0.2.200' }
    for (const who of ['a', 'b', 'c', 'd', 'e']) must(await admitPasswordReset(cast.alpine, who, from))
    expect(await admitPasswordReset(cast.alpine, 'f', from)).toMatchObject({ reason: 'too_many' })
    expect((await signIn(cast.alpine, { userName: 'alice', password: PASSWORD }, from)).ok).toBe(true)
  })
})

describe('the link', () => {
  test('sets the password once, ends all sessions and tells by mail', async () => {
    const person = await newPerson(cast)
    const token = await linkFor(person)
    expect(await findPasswordReset(cast.alpine, token, NOW)).toEqual({ userName: person.userName })
    must(await reset(token))
    expect(await canSignIn(person.userName, NEW)).toBe(true)
    expect(await canSignIn(person.userName, PASSWORD)).toBe(false)
    const { sessionId, brandId } = person.actor
    expect(await findSessionActor({ sessionId, brandId }, cast.alpine, { now: new Date(), address: null })).toBeNull()
    expect((await mailsTo(person.email)).at(-1)?.subject).toBe(`Le mot de passe de « ${person.userName} » a été changé`)
    expect((await auditOf(person.userId)).map(({ action }) => action)).toContain('user.password_reset')
    expect(await reset(token, 'another tram, another mouse')).toEqual(VOID)
  })

  test('used twice at once sets one password', async () => {
    const person = await newPerson(cast)
    const token = await linkFor(person)
    const results = await Promise.all([reset(token, 'first mouse on a tram'), reset(token, 'second mouse on a tram')])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results).toContainEqual(VOID)
  })

  test('is void after an hour', async () => {
    const token = await linkFor(await newPerson(cast))
    expect(await findPasswordReset(cast.alpine, token, later(HOUR - 1))).not.toBeNull()
    expect(await findPasswordReset(cast.alpine, token, later(HOUR))).toBeNull()
    expect(await reset(token, NEW, later(HOUR))).toEqual(VOID)
  })

  test('is void once a newer one was sent', async () => {
    const person = await newPerson(cast)
    const older = await linkFor(person)
    const newer = await linkFor(person)
    expect(await reset(older)).toEqual(VOID)
    expect((await reset(newer)).ok).toBe(true)
  })

  test('is void once password or address were changed', async () => {
    const [one, other] = [await newPerson(cast), await newPerson(cast)]
    const [ofOne, ofOther] = [await linkFor(one), await linkFor(other)]
    must(await changePassword(one.actor, { current: PASSWORD, next: NEW }, origin()))
    must(await changeEmail(other.actor, { email: 'elsewhere@alpine.test', password: PASSWORD }, origin()))
    expect(await reset(ofOne)).toEqual(VOID)
    expect(await reset(ofOther)).toEqual(VOID)
  })

  test('is none on another brand’s host', async () => {
    const token = await linkFor(await newPerson(cast))
    expect(await findPasswordReset(cast.other, token, NOW)).toBeNull()
    expect(await reset(token, NEW, NOW, cast.other)).toEqual(VOID)
  })

  test.each(['', 'x', 'ü'.repeat(43), '../sign-in', 'a'.repeat(5000)])('with %j for a token is none', async (token) => {
    expect(await findPasswordReset(cast.alpine, token, NOW)).toBeNull()
    expect(await reset(token)).toEqual(VOID)
  })

  test.each([
    ['short', 'too_short'],
    ['Motdepasse-2026', 'too_common'],
  ])('with %j for a password is refused and stays good', async (password, reason) => {
    const token = await linkFor(await newPerson(cast))
    expect(await reset(token, password)).toEqual({ ok: false, reason })
    expect((await reset(token)).ok).toBe(true)
  })

  test('does not take the user’s own name', async () => {
    const person = await newPerson(cast)
    expect(await reset(await linkFor(person), `${person.userName}-12345`)).toEqual({ ok: false, reason: 'user_name' })
  })

  test('opens an account that wrong passwords have closed', async () => {
    const person = await newPerson(cast)
    for (let time = 0; time < 6; time++) await canSignIn(person.userName, 'wrong')
    must(await reset(await linkFor(person)))
    expect(await canSignIn(person.userName, NEW)).toBe(true)
  })

  test('leaves the second step as it is', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    must(await reset(await linkFor(person)))
    const result = await signIn(cast.alpine, { userName: person.userName, password: NEW }, origin())
    expect(result).toMatchObject({ ok: false, reason: 'code_required' })
  })
})
