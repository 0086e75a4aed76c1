import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { sessions, users } from '@/db/schema'
import { hasAdministration } from '@/lib/auth/account'
import { signOut } from '@/lib/auth/commands'
import { findActorAgain, findSessionActor } from '@/lib/auth/queries'
import { SESSION_DAYS } from '@/lib/auth/sessions'
import type { UserActor } from '@/lib/auth/types'
import type { Brand } from '@/lib/hosts/types'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { addUser } from '@/lib/users/commands'
import { type Cast, makeCast, must, PASSWORD, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const DAY = 86_400_000
const find = (actor: { sessionId: string; brandId: string }, onBrand: Brand, now = new Date()) =>
  findSessionActor({ sessionId: actor.sessionId, brandId: actor.brandId }, onBrand, { now, address: '203.0.113.7' })

describe('the actor of a session', () => {
  test('is its user, with rights, account and scope as they stand', async () => {
    expect(await find(cast.alice, cast.alpine)).toMatchObject({
      kind: 'user',
      userName: 'alice',
      role: 'administrator',
      rights: { kits: true, configure: true, restore: true, comment: true },
      scope: { kind: 'tenant', resellerId: cast.resellerId, spaceIds: 'all' },
      account: { resellerName: 'alpine reseller', product: 'business', hasAdministration: true },
      address: '203.0.113.7',
    })
  })

  test('is asked for again by what goes on, which says nothing of where the session is by now', async () => {
    const later = new Date(Date.now() + 120_000)
    const elsewhere = { now: later, address: '198.51.100.9' }
    await findSessionActor({ sessionId: cast.alice.sessionId, brandId: cast.alice.brandId }, cast.alpine, elsewhere)
    const again = await findActorAgain(cast.alice, new Date(later.getTime() + 120_000))
    expect(again).toMatchObject({ userName: 'alice', scope: cast.alice.scope })
    const [session] = await withSystem('tests', (tx) => tx.select().from(sessions).where(eq(sessions.id, cast.alice.sessionId)))
    expect(session?.address).toBe('198.51.100.9')
  })

  test('sees the allotted spaces alone when it is a member', async () => {
    expect(await find(cast.bob, cast.alpine)).toMatchObject({
      role: 'member',
      rights: { kits: false, configure: false, restore: false, comment: false },
      scope: { spaceIds: [cast.spaces.east] },
    })
  })

  test('is nobody on another brand’s host', async () => {
    expect(await find(cast.alice, cast.other)).toBeNull()
  })

  test('is nobody when the cookie claims another brand than the session has', async () => {
    expect(await find({ ...cast.alice, brandId: cast.other.id }, cast.other)).toBeNull()
    expect(await find({ ...cast.alice, brandId: cast.other.id }, cast.alpine)).toBeNull()
  })

  test('is nobody on the platform’s host: a reseller’s user is no operator', async () => {
    expect(await find(cast.alice, { ...cast.alpine, audience: 'operator' })).toBeNull()
  })

  test('is nobody for a session that never was', async () => {
    expect(await find({ ...cast.alice, sessionId: cast.alice.userId }, cast.alpine)).toBeNull()
  })

  test('is nobody once signed out', async () => {
    const actor = await signedIn(cast.alpine, 'alice')
    await signOut(actor, new Date())
    expect(await find(actor, cast.alpine)).toBeNull()
  })

  test('is nobody from the moment the session expires', async () => {
    const before = Date.now()
    const actor = await signedIn(cast.alpine, 'alice')
    expect(await find(actor, cast.alpine, new Date(before + SESSION_DAYS * DAY - 1000))).not.toBeNull()
    expect(await find(actor, cast.alpine, new Date(Date.now() + SESSION_DAYS * DAY))).toBeNull()
  })

  test('is nobody once the reseller is suspended, until a sign-in after it is let back in', async () => {
    must(await suspendReseller(system, cast.carol.resellerId, new Date()))
    expect(await find(cast.carol, cast.other)).toBeNull()
    must(await reactivateReseller(system, cast.carol.resellerId))
    expect(await find(cast.carol, cast.other)).toBeNull()
    expect(await find(await signedIn(cast.other, 'carol'), cast.other)).toMatchObject({ userName: 'carol' })
  })

  test('is nobody once the user was deleted', async () => {
    const actor = await guest('leaver')
    await withSystem('tests', (tx) => tx.delete(users).where(eq(users.id, actor.userId)))
    expect(await find(actor, cast.alpine)).toBeNull()
  })

  test('has no longer a right that was revoked while signed in', async () => {
    const actor = await guest('demoted')
    await withSystem('tests', (tx) => tx.update(users).set({ canConfigure: false }).where(eq(users.id, actor.userId)))
    expect(await find(actor, cast.alpine)).toMatchObject({ rights: { configure: false } })
  })
})

test.each([
  ['business', false, true],
  ['pro', false, false],
  ['pro', true, true],
  ['online', false, false],
  ['online', true, false],
] as const)('administration exists for %s with option %s: %s', (product, administrationOption, expected) => {
  expect(hasAdministration({ product, administrationOption })).toBe(expected)
})

async function guest(userName: string): Promise<UserActor> {
  const rights = { kits: true, configure: true, restore: true, comment: true }
  const facts = { displayName: userName, email: 'guest@alpine.test', password: PASSWORD, role: 'administrator' as const, rights }
  must(await addUser(system, { brandId: cast.alpine.id, resellerId: cast.resellerId, userName, ...facts }))
  return signedIn(cast.alpine, userName)
}
