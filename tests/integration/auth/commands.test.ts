import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { sessions, users } from '@/db/schema'
import { chooseLanguage, revokeSession, signIn, signOut } from '@/lib/auth/commands'
import { findSessionActor } from '@/lib/auth/queries'
import { signInSchema } from '@/lib/auth/schema'
import { SESSION_DAYS } from '@/lib/auth/sessions'
import { addBrand } from '@/lib/brands/commands'
import type { Brand } from '@/lib/hosts/types'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { addUser } from '@/lib/users/commands'
import { auditOf } from '@/tests/support/audit'
import { type Cast, makeCast, must, PASSWORD, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const origin = { now: NOW, address: '203.0.113.7', userAgent: 'a browser' }
const enter = (brand: Brand, userName: string, password = PASSWORD) => signIn(brand, { userName, password }, origin)
/** From an address of its own, so that no limit of addresses speaks up (see attempts.test.ts). */
const knock = (brand: Brand, userName: string, password = PASSWORD) =>
  signIn(brand, { userName, password }, { ...origin, address: `198.51.100.${++knocks}` })
let knocks = 0
const REFUSED = { ok: false, reason: 'invalid_credentials' }

describe('signing in', () => {
  test('opens a session that names user, brand, reseller, address, browser and its end', async () => {
    const { sessionId } = must(await enter(cast.alpine, 'alice'))
    const [session] = await withSystem('tests', (tx) => tx.select().from(sessions).where(eq(sessions.id, sessionId)))
    expect(session).toMatchObject({
      userId: cast.alice.userId,
      brandId: cast.alpine.id,
      resellerId: cast.resellerId,
      address: '203.0.113.7',
      userAgent: 'a browser',
      expiresAt: new Date(NOW.getTime() + SESSION_DAYS * 86_400_000),
      revokedAt: null,
    })
  })

  test('takes the user name in any case', async () => {
    expect((await enter(cast.alpine, 'ALICE')).ok).toBe(true)
  })

  test('takes a user name whose letters have no simple small form', async () => {
    const name = 'İlker'
    must(
      await addUser(system, {
        brandId: cast.alpine.id,
        resellerId: cast.resellerId,
        userName: name,
        displayName: name,
        email: 'ilker@alpine.test',
        password: PASSWORD,
        role: 'administrator',
      }),
    )
    expect((await enter(cast.alpine, name)).ok).toBe(true)
  })

  test.each([
    ['a wrong password', () => knock(cast.alpine, 'alice', 'wrong')],
    ['no such user', () => knock(cast.alpine, 'nobody')],
    ['a user of another brand, though the password is right', () => knock(cast.alpine, 'carol')],
    ['a wildcard for a name', () => knock(cast.alpine, 'al%')],
    ['the same, from the other brand’s host', () => knock(cast.other, 'alice')],
    ['an operator’s name on a reseller’s host', () => knock(cast.alpine, 'root')],
  ])('with %s is refused for one and the same reason', async (_, attempt) => {
    expect(await attempt()).toEqual(REFUSED)
  })

  test('is refused while the reseller is suspended, for the same reason, and works again after', async () => {
    const carols = cast.carol.resellerId
    must(await suspendReseller(system, carols, NOW))
    expect(await knock(cast.other, 'carol')).toEqual(REFUSED)
    must(await reactivateReseller(system, carols))
    expect((await enter(cast.other, 'carol')).ok).toBe(true)
  })

  test('that is refused opens no session', async () => {
    const count = () => withSystem('tests', (tx) => tx.execute<{ n: number }>(sql`select count(*)::int as n from sessions`))
    const before = await count()
    await enter(cast.alpine, 'alice', 'wrong')
    expect(await count()).toEqual(before)
  })

  test('is audited, refused or not', async () => {
    await enter(cast.alpine, 'berthe', 'wrong')
    await enter(cast.alpine, 'berthe')
    const events = (await auditOf(cast.berthe.userId)).filter(({ by }) => by === 'berthe')
    expect(events.slice(-2)).toMatchObject([
      { action: 'session.refused', kind: 'user', resellerId: cast.resellerId, address: '203.0.113.7' },
      { action: 'session.opened', kind: 'user', resellerId: cast.resellerId, address: '203.0.113.7' },
    ])
  })

  test.each(['', '   ', 'a\u0000lice', 'x'.repeat(201)])('as %j is none: the form does not pass it on', (userName) => {
    expect(signInSchema.safeParse({ userName, password: PASSWORD }).success).toBe(false)
  })
})

describe('signing out', () => {
  test('ends the session that the actor came with, and no other', async () => {
    const [one, other] = [await signedIn(cast.alpine, 'alice'), await signedIn(cast.alpine, 'alice')]
    await signOut(one, new Date())
    const find = (sessionId: string) =>
      findSessionActor({ sessionId, brandId: cast.alpine.id }, cast.alpine, { now: new Date(), address: null })
    expect(await find(one.sessionId)).toBeNull()
    expect(await find(other.sessionId)).toMatchObject({ userName: 'alice' })
    expect(await auditOf(one.sessionId)).toMatchObject([{ action: 'session.closed', by: 'alice', resellerId: cast.resellerId }])
  })

  test('twice keeps the time of the first', async () => {
    const actor = await signedIn(cast.alpine, 'alice')
    await signOut(actor, NOW)
    await signOut(actor, new Date(NOW.getTime() + 1000))
    const [session] = await withSystem('tests', (tx) => tx.select().from(sessions).where(eq(sessions.id, actor.sessionId)))
    expect(session?.revokedAt).toEqual(NOW)
  })
})

test('ending a session by its id alone is audited as its user’s doing, once', async () => {
  const { userId, sessionId } = await signedIn(cast.other, 'carol')
  const last = async () => (await auditOf(userId)).filter(({ action }) => action === 'session.closed')
  await revokeSession(sessionId, { now: NOW, address: '203.0.113.9' })
  expect(await last()).toMatchObject([{ by: 'carol', address: '203.0.113.9', resellerId: cast.carol.resellerId }])
  await revokeSession(sessionId, { now: NOW, address: '203.0.113.9' })
  expect(await last()).toHaveLength(1)
})

test('a chosen language stays with the user and nobody else, and a change of it is audited', async () => {
  await chooseLanguage(cast.bob, 'en')
  await chooseLanguage(cast.bob, 'en')
  expect((await auditOf(cast.bob.userId)).filter(({ action }) => action === 'user.language_chosen')).toMatchObject([{ by: 'bob' }])
  expect((await signedIn(cast.alpine, 'bob')).locale).toBe('en')
  expect((await signedIn(cast.alpine, 'berthe')).locale).toBe('fr')
})

test('an operator signs in on the platform’s host alone', async () => {
  const { brandId } = must(
    await addBrand(system, { slug: 'console', audience: 'operator', productName: 'Console', accentColor: '#334155' }),
  )
  const console: Brand = { ...cast.alpine, id: brandId, slug: 'console', audience: 'operator' }
  must(
    await addUser(system, {
      brandId,
      resellerId: null,
      userName: 'root',
      displayName: 'Root',
      email: 'root@platform.test',
      password: PASSWORD,
      role: 'operator',
    }),
  )
  const { sessionId } = must(await enter(console, 'root'))
  const at = { now: NOW, address: null }
  const actor = await findSessionActor({ sessionId, brandId }, console, at)
  expect(actor).toMatchObject({ kind: 'operator', userName: 'root', scope: { kind: 'system' } })
  expect(await findSessionActor({ sessionId, brandId }, { ...console, audience: 'portal' }, at)).toBeNull()
  expect(await knock(cast.alpine, 'root')).toEqual(REFUSED)
  const [row] = await withSystem('tests', (tx) => tx.select().from(users).where(eq(users.brandId, brandId)))
  expect(row).toMatchObject({ role: 'operator', resellerId: null })
})
