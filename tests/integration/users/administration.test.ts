import { and, eq, isNull } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { passwordResets, signInChallenges, users } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { sendPasswordResets } from '@/lib/auth/password-reset'
import type { UserActor } from '@/lib/auth/types'
import { NotFoundError } from '@/lib/errors'
import { enterSpace } from '@/lib/spaces/acting'
import { addSpace, deleteSpace } from '@/lib/spaces/commands'
import { listSpaces } from '@/lib/spaces/queries'
import { addUser, deleteUser, inviteUser, setUserPassword, signUserOut, updateUser } from '@/lib/users/commands'
import { getUser } from '@/lib/users/queries'
import type { UpdateUser } from '@/lib/users/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { newPersonInTwoSteps } from '@/tests/support/authenticator'
import { type Cast, makeCast, must, PASSWORD, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { atNextRequest, freshUser } from '@/tests/support/fresh-user'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const ALL = { kits: true, configure: true, restore: true, comment: true }
const NONE = { kits: false, configure: false, restore: false, comment: false }
const NEW_PASSWORD = 'another horse battery'
const facts = (userName: string) => ({
  userName,
  displayName: userName,
  email: `${userName}@alpine.test`,
  role: 'member' as const,
  brandId: cast.alpine.id,
  resellerId: cast.resellerId,
})
const stored = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(users).where(eq(users.id, id))))[0]
const enter = (userName: string, password: string) =>
  signIn(cast.alpine, { userName, password }, { now: new Date(), address: '203.0.113.7', userAgent: 'tests' })

/** The user's form as the administrator sees it, with some of it changed. */
async function form(userId: string, changes: Partial<UpdateUser> = {}): Promise<UpdateUser> {
  const { userName, displayName, email, locale, role, rights, spaceIds, version } = await getUser(cast.alice, userId, NOW)
  return { userId, userName, displayName, email, locale, role, rights, spaceIds, version, ...changes }
}

describe('an administrator', () => {
  test('adds a user to the own account, who can sign in and sees its spaces', async () => {
    const input = { ...facts('dina'), password: PASSWORD, rights: { ...NONE, restore: true }, spaceIds: [cast.spaces.east] }
    const { userId } = must(await addUser(cast.alice, input))
    expect(await signedIn(cast.alpine, 'dina')).toMatchObject({
      rights: { restore: true, kits: false },
      scope: { spaceIds: [cast.spaces.east] },
    })
    expect(await auditOf(userId)).toContainEqual(expect.objectContaining({ action: 'user.added', by: 'alice', address: '203.0.113.7' }))
  })

  test('adds none to another account', async () => {
    const elsewhere = { ...facts('spy'), brandId: cast.other.id, resellerId: cast.carol.resellerId, password: PASSWORD }
    await expect(addUser(cast.alice, elsewhere)).rejects.toThrow(NotFoundError)
    await expect(addUser(cast.alice, { ...facts('spy'), brandId: cast.other.id, password: PASSWORD })).rejects.toThrow(NotFoundError)
    await expect(inviteUser(cast.alice, elsewhere, NOW)).rejects.toThrow(NotFoundError)
  })

  test('makes no operator of the platform', async () => {
    const operator = { ...facts('boss'), role: 'operator' as const, password: PASSWORD }
    await expect(addUser(cast.alice, { ...operator, resellerId: null })).rejects.toThrow(NotFoundError)
    await expect(addUser(cast.alice, operator)).rejects.toMatchObject({ cause: { code: '23514' } })
  })

  test('changes who a user is, what it may and sees; from its next request on', async () => {
    const eva = await freshUser(cast, 'eva', { spaceIds: [cast.spaces.east], rights: ALL })
    const changes = { userName: 'eva2', displayName: 'Eva B.', email: 'eva@b.test', locale: 'en' as const }
    must(await updateUser(cast.alice, await form(eva.userId, { ...changes, rights: NONE, spaceIds: [cast.spaces.west] }), NOW))
    expect(await atNextRequest(eva, cast)).toMatchObject({
      userName: 'eva2',
      displayName: 'Eva B.',
      locale: 'en',
      rights: NONE,
      scope: { spaceIds: [cast.spaces.west] },
    })
    expect((await stored(eva.userId))?.email).toBe('eva@b.test')
    expect((await auditOf(eva.userId)).map(({ action }) => action)).toContain('user.updated')
  })

  test('makes a member an administrator, who then sees all without being allotted any space', async () => {
    const rita = await freshUser(cast, 'rita', { spaceIds: [cast.spaces.east] })
    must(await updateUser(cast.alice, await form(rita.userId, { role: 'administrator' }), NOW))
    expect(await atNextRequest(rita, cast)).toMatchObject({ role: 'administrator', scope: { spaceIds: 'all' } })
    must(await updateUser(cast.alice, await form(rita.userId, { role: 'member' }), NOW))
    expect(await atNextRequest(rita, cast)).toMatchObject({ role: 'member', scope: { spaceIds: [] } })
  })

  test('grants the four rights one by one', async () => {
    const { userId } = await freshUser(cast, 'onebyone')
    for (const right of ['kits', 'configure', 'restore', 'comment'] as const) {
      must(await updateUser(cast.alice, await form(userId, { rights: { ...NONE, [right]: true } }), NOW))
      expect((await getUser(cast.alice, userId, NOW)).rights).toEqual({ ...NONE, [right]: true })
    }
  })

  test('who was overtaken is told and changes nothing', async () => {
    const { userId } = await freshUser(cast, 'olga', { rights: ALL })
    const [first, second] = [await form(userId, { rights: NONE }), await form(userId, { displayName: 'Olga' })]
    must(await updateUser(cast.alice, first, NOW))
    expect(await updateUser(cast.alice, second, NOW)).toEqual({ ok: false, reason: 'changed_meanwhile' })
    expect(await stored(userId)).toMatchObject({ displayName: 'olga', canRestore: false })
  })

  test('is told of spaces that another has allotted meanwhile', async () => {
    const { userId } = await freshUser(cast, 'sam')
    const [first, second] = [await form(userId, { spaceIds: [cast.spaces.east] }), await form(userId, { rights: ALL })]
    must(await updateUser(cast.alice, first, NOW))
    expect(await updateUser(cast.alice, second, NOW)).toEqual({ ok: false, reason: 'changed_meanwhile' })
  })

  test('gives no user name that the brand has, in whatever case', async () => {
    const { userId } = await freshUser(cast, 'nina')
    expect(await updateUser(cast.alice, await form(userId, { userName: 'BOB' }), NOW)).toEqual({ ok: false, reason: 'user_name_taken' })
    expect(await addUser(cast.alice, { ...facts('Bob'), password: PASSWORD })).toEqual({ ok: false, reason: 'user_name_taken' })
    expect((await stored(userId))?.userName).toBe('nina')
  })

  test('allots no space of another account, nor one that was deleted meanwhile; nothing of it is stored', async () => {
    const { userId } = await freshUser(cast, 'tom')
    const { spaceId } = must(await addSpace(cast.alice, { resellerId: cast.resellerId, name: 'Gone', allocatedBytes: 0 }))
    const wanted = await form(userId, { displayName: 'Tom', spaceIds: [spaceId] })
    must(await deleteSpace(cast.alice, spaceId))
    expect(await updateUser(cast.alice, wanted, NOW)).toEqual({ ok: false, reason: 'unknown_space' })
    expect((await stored(userId))?.displayName).toBe('tom')
    const carols = (await listSpaces(system, cast.carol.resellerId)).map(({ id }) => id)
    expect(await updateUser(cast.alice, await form(userId, { spaceIds: carols }), NOW)).toEqual({ ok: false, reason: 'unknown_space' })
  })

  test('gives a user another password, which ends its sessions, the own one apart', async () => {
    const paul = await freshUser(cast, 'paul')
    must(await setUserPassword(cast.alice, { userId: paul.userId, password: NEW_PASSWORD }, NOW))
    expect(await atNextRequest(paul, cast)).toBeNull()
    expect((await enter('paul', PASSWORD)).ok).toBe(false)
    expect((await enter('paul', NEW_PASSWORD)).ok).toBe(true)
    expect(JSON.stringify(await auditOf(paul.userId))).not.toContain(NEW_PASSWORD)
    const [here, there] = [await freshUser(cast, 'adele', { role: 'administrator' }), await signedIn(cast.alpine, 'adele')]
    must(await setUserPassword(here, { userId: here.userId, password: NEW_PASSWORD }, NOW))
    expect([await atNextRequest(here, cast), await atNextRequest(there, cast)]).toEqual([expect.anything(), null])
  })

  test('signs a user out everywhere, and is told of how many sessions', async () => {
    const one = await freshUser(cast, 'vera')
    const two = await signedIn(cast.alpine, 'vera')
    expect((await getUser(cast.alice, one.userId, new Date())).openSessions).toBe(2)
    expect(await signUserOut(cast.alice, one.userId, NOW)).toEqual({ ok: true, value: { sessions: 2 } })
    expect([await atNextRequest(one, cast), await atNextRequest(two, cast)]).toEqual([null, null])
    expect((await getUser(cast.alice, one.userId, new Date())).openSessions).toBe(0)
  })

  test.each([
    ['another password', (userId: string) => setUserPassword(cast.alice, { userId, password: NEW_PASSWORD }, NOW)],
    ['signing out everywhere', (userId: string) => signUserOut(cast.alice, userId, NOW)],
  ])('ends with %s what is on its way to a session: the sign-in that waits for its code, and a mailed link', async (_, end) => {
    const [person, other] = [await newPersonInTwoSteps(cast, new Date()), await newPersonInTwoSteps(cast, new Date())]
    const at = () => ({ now: new Date(), address: '203.0.113.7', userAgent: 'tests' })
    for (const { userName } of [person, other]) {
      expect(await enter(userName, PASSWORD)).toMatchObject({ reason: 'code_required' })
      expect(await sendPasswordResets(cast.alpine, userName, at())).toBe(1)
    }
    must<unknown>(await end(person.userId))
    const open = (userId: string) =>
      withSystem('tests', async (tx) => [
        await tx.$count(signInChallenges, eq(signInChallenges.userId, userId)),
        await tx.$count(passwordResets, and(eq(passwordResets.userId, userId), isNull(passwordResets.endedAt))),
      ])
    expect([await open(person.userId), await open(other.userId)]).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  test('deletes a user: its session is gone at its next request, its audit rows stay', async () => {
    const gone = await freshUser(cast, 'gone')
    expect(await deleteUser(cast.alice, { userId: gone.userId, confirmation: 'gon' })).toEqual({
      ok: false,
      reason: 'confirmation_differs',
    })
    must(await deleteUser(cast.alice, { userId: gone.userId, confirmation: 'gone' }))
    expect(await atNextRequest(gone, cast)).toBeNull()
    expect(await stored(gone.userId)).toBeUndefined()
    expect((await auditOf(gone.userId)).map(({ action }) => action)).toEqual(['user.added', 'session.opened', 'user.deleted'])
    await expect(deleteUser(cast.alice, { userId: gone.userId, confirmation: 'gone' })).rejects.toThrow(NotFoundError)
  })

  test('does nothing that cannot be audited', async () => {
    const quiet = await freshUser(cast, 'quiet')
    await withoutAudit(() => deleteUser(cast.alice, { userId: quiet.userId, confirmation: 'quiet' }))
    await withoutAudit(async () => updateUser(cast.alice, await form(quiet.userId, { rights: ALL }), NOW))
    await withoutAudit(() => setUserPassword(cast.alice, { userId: quiet.userId, password: NEW_PASSWORD }, NOW))
    await withoutAudit(() => signUserOut(cast.alice, quiet.userId, NOW))
    expect(await atNextRequest(quiet, cast)).toMatchObject({ rights: NONE })
    expect((await enter('quiet', PASSWORD)).ok).toBe(true)
  })
})

describe('the last administrator', () => {
  const demote = async (by: UserActor, id: string) => updateUser(by, await form(id, { role: 'member' }), NOW)
  const remove = (by: UserActor, { userId, userName }: UserActor) => deleteUser(by, { userId, confirmation: userName })
  const REFUSED = { ok: false, reason: 'last_administrator' }

  test('is neither demoted nor deleted, not even by itself; one who is only invited does not count', async () => {
    for (const name of ['rita', 'adele']) {
      const [other] = await withSystem('tests', (tx) => tx.select().from(users).where(eq(users.userName, name)))
      if (other?.role === 'administrator') must(await deleteUser(cast.alice, { userId: other.id, confirmation: name }))
    }
    must(await inviteUser(cast.alice, { ...facts('later'), role: 'administrator' }, NOW))
    expect(await demote(cast.alice, cast.alice.userId)).toEqual(REFUSED)
    expect(await remove(cast.alice, cast.alice)).toEqual(REFUSED)
    expect(await stored(cast.alice.userId)).toMatchObject({ role: 'administrator' })
  })

  test.each([
    ['demoted', demote],
    [
      'deleted',
      (by: UserActor, id: string) =>
        getUser(cast.alice, id, NOW).then(({ userName }) => deleteUser(by, { userId: id, confirmation: userName })),
    ],
  ])('stays when two are %s at the same moment', async (_, takeAway) => {
    for (let round = 0; round < 5; round++) {
      const second = await freshUser(cast, `second${_}${round}`, { role: 'administrator' })
      const results = await Promise.all([takeAway(cast.alice, second.userId), takeAway(second, cast.alice.userId)])
      expect(results.map((result) => result.ok).sort()).toEqual([false, true])
      expect(results).toContainEqual(REFUSED)
      // Alice is back for the next round, whoever of the two went.
      await withSystem('tests', async (tx) => {
        await tx.update(users).set({ role: 'member' }).where(eq(users.id, second.userId))
        const alice = { id: cast.alice.userId, brandId: cast.alpine.id, resellerId: cast.resellerId, role: 'administrator' as const }
        const kept = { userName: 'alice', displayName: 'alice', email: 'alice@alpine.test', passwordHash: 'x' }
        await tx
          .insert(users)
          .values({ ...alice, ...kept })
          .onConflictDoUpdate({ target: users.id, set: { role: 'administrator' } })
      })
    }
  })
})

describe.each<[string, (actor: UserActor, userId: string) => Promise<unknown>]>([
  ['showing', (actor, userId) => getUser(actor, userId, NOW)],
  ['changing', (actor, userId) => updateUser(actor, { ...facts('x'), userId, version: '' }, NOW)],
  ['giving a password to', (actor, userId) => setUserPassword(actor, { userId, password: NEW_PASSWORD }, NOW)],
  ['signing out', (actor, userId) => signUserOut(actor, userId, NOW)],
  ['deleting', (actor, userId) => deleteUser(actor, { userId, confirmation: 'bob' })],
])('%s a user', (_, act) => {
  test('of another account is a 404', async () => {
    await expect(act(cast.alice, cast.carol.userId)).rejects.toThrow(NotFoundError)
  })

  test('is a 404 for a member, and for an administrator without Administration', async () => {
    await expect(act(cast.berthe, cast.bob.userId)).rejects.toThrow(NotFoundError)
    await expect(act(cast.carol, cast.carol.userId)).rejects.toThrow(NotFoundError)
  })

  test('is a 403 while the administrator sees the portal as a space', async () => {
    const acting = await freshUser(cast, `acting-${_.slice(0, 4)}`, { role: 'administrator' })
    await enterSpace(acting, cast.spaces.east)
    const narrowed = await atNextRequest(acting, cast)
    if (!narrowed) throw new Error('nobody')
    await expect(act(narrowed, cast.bob.userId)).rejects.toThrow(expect.objectContaining({ name: 'ForbiddenError' }))
  })

  test('that never was is a 404', async () => {
    await expect(act(cast.alice, '019a0000-0000-7000-8000-000000000001')).rejects.toThrow(NotFoundError)
  })
})
