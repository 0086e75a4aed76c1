import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { resellers, users } from '@/db/schema'
import { canSetMissedAfterDays } from '@/lib/alerts/policy'
import { signOut } from '@/lib/auth/commands'
import type { UserActor } from '@/lib/auth/types'
import { suspendContract } from '@/lib/contracts/commands'
import { NotFoundError } from '@/lib/errors'
import { scopeKey } from '@/lib/live/hub'
import { enterSpace, forgetLostSpace, leaveSpace } from '@/lib/spaces/acting'
import { addSpace, deleteSpace } from '@/lib/spaces/commands'
import { listSpaces, listSpacesToEnter } from '@/lib/spaces/queries'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { atNextRequest, freshUser } from '@/tests/support/fresh-user'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

/** The actor at the session's next request; it has to be there. */
async function next(actor: UserActor): Promise<UserActor> {
  const there = await atNextRequest(actor, cast)
  if (!there) throw new Error('the session is gone')
  return there
}
/** Alice in a browser of its own, seeing the portal as a space. */
async function aliceIn(spaceId: string): Promise<UserActor> {
  const actor = await signedIn(cast.alpine, 'alice')
  await enterSpace(actor, spaceId)
  return next(actor)
}
const newSpace = async (name: string) => must(await addSpace(system, { resellerId: cast.resellerId, name, allocatedBytes: 0 })).spaceId
const actionsOn = async (subjectId: string) => (await auditOf(subjectId)).map(({ action }) => action)

describe('using a space', () => {
  test('narrows what the session sees to it, and no other session of the same user', async () => {
    const alice = await aliceIn(cast.spaces.east)
    expect(alice).toMatchObject({ acting: { spaceId: cast.spaces.east, spaceName: 'East' }, scope: { spaceIds: [cast.spaces.east] } })
    expect((await listSpaces(alice, cast.resellerId)).map(({ name }) => name)).toEqual(['East'])
    expect(await next(cast.alice)).toMatchObject({ acting: null, scope: { spaceIds: 'all' } })
  })

  test('sees live what a member of the space sees', async () => {
    expect(scopeKey(await aliceIn(cast.spaces.east))).toBe(scopeKey(cast.bob))
  })

  test('reaches nothing of another space', async () => {
    const alice = await aliceIn(cast.spaces.east)
    await expect(suspendContract(alice, cast.contracts.west, new Date())).rejects.toThrow(NotFoundError)
  })

  test('settles nothing that touches the other spaces', async () => {
    expect(canSetMissedAfterDays(await next(cast.alice))).toBe(true)
    expect(canSetMissedAfterDays(await aliceIn(cast.spaces.east))).toBe(false)
  })

  test('still offers the other spaces, and goes straight to one of them', async () => {
    const alice = await aliceIn(cast.spaces.east)
    expect((await listSpacesToEnter(alice)).map(({ name }) => name)).toEqual(['East', 'West'])
    await enterSpace(alice, cast.spaces.west)
    expect(await next(alice)).toMatchObject({ acting: { spaceName: 'West' } })
  })

  test('ends by leaving it, also when two tabs do', async () => {
    const alice = await aliceIn(cast.spaces.east)
    await Promise.all([leaveSpace(alice), leaveSpace(alice)])
    expect(await next(alice)).toMatchObject({ acting: null, lostSpaceName: null, scope: { spaceIds: 'all' } })
    await leaveSpace(await next(alice))
  })

  test('is audited at its begin and at its end, once each, and names the space on what is done in between', async () => {
    const spaceId = await newSpace('Watched')
    const alice = await aliceIn(spaceId)
    await enterSpace(alice, spaceId)
    const other = await next(alice)
    await leaveSpace(other)
    await leaveSpace(other)
    expect(await auditOf(spaceId)).toMatchObject([
      { action: 'space.added' },
      { action: 'space.entered', by: 'alice', actingSpaceId: null, address: '203.0.113.7' },
      { action: 'space.left', by: 'alice', actingSpaceId: spaceId },
    ])
    const east = await aliceIn(cast.spaces.east)
    must(await suspendContract(east, cast.contracts.east, new Date()))
    expect((await auditOf(cast.contracts.east)).at(-1)).toMatchObject({
      action: 'contract.suspended',
      by: 'alice',
      actingSpaceId: cast.spaces.east,
    })
    await signOut(east, new Date())
    expect((await auditOf(east.sessionId)).at(-1)).toMatchObject({ action: 'session.closed', actingSpaceId: cast.spaces.east })
  })

  test('from one space to the next is audited as leaving the first', async () => {
    const [first, second] = [await newSpace('First'), await newSpace('Second')]
    const alice = await aliceIn(first)
    await enterSpace(alice, second)
    expect(await actionsOn(first)).toEqual(['space.added', 'space.entered', 'space.left'])
    expect(await actionsOn(second)).toEqual(['space.added', 'space.entered'])
  })

  test('that cannot be audited does not begin, and does not end', async () => {
    const alice = await signedIn(cast.alpine, 'alice')
    await withoutAudit(() => enterSpace(alice, cast.spaces.east))
    expect((await next(alice)).acting).toBeNull()
    await enterSpace(alice, cast.spaces.east)
    await withoutAudit(async () => leaveSpace(await next(alice)))
    expect((await next(alice)).acting).not.toBeNull()
  })

  test.each(['', 'east', "' or true --", '019a0000-0000-7000-8000-000000000001'])('named %j is a 404', async (id) => {
    await expect(enterSpace(cast.alice, id)).rejects.toThrow(NotFoundError)
  })

  test('of another account is a 404; so is any for a member, and without Administration', async () => {
    const [carols] = await listSpaces(system, cast.carol.resellerId)
    await expect(enterSpace(cast.alice, String(carols?.id))).rejects.toThrow(NotFoundError)
    await expect(enterSpace(cast.bob, cast.spaces.east)).rejects.toThrow(NotFoundError)
    await expect(enterSpace(cast.bob, cast.spaces.west)).rejects.toThrow(NotFoundError)
    await expect(enterSpace(cast.carol, String(carols?.id))).rejects.toThrow(NotFoundError)
    for (const actor of [cast.bob, cast.carol]) await expect(listSpacesToEnter(actor)).rejects.toThrow(NotFoundError)
  })
})

describe('a space that is deleted while it is used', () => {
  test('leads back to the whole account at the next request, with its name to say so, until that is put aside', async () => {
    const spaceId = await newSpace('Short-lived')
    const alice = await aliceIn(spaceId)
    must(await deleteSpace(cast.alice, spaceId))
    const back = await next(alice)
    expect(back).toMatchObject({ acting: null, lostSpaceName: 'Short-lived', scope: { spaceIds: 'all' } })
    await forgetLostSpace(back)
    expect((await next(alice)).lostSpaceName).toBeNull()
  })

  test('is said no longer once another space is used', async () => {
    const spaceId = await newSpace('Forgotten')
    const alice = await aliceIn(spaceId)
    must(await deleteSpace(cast.alice, spaceId))
    await enterSpace(await next(alice), cast.spaces.east)
    expect(await next(alice)).toMatchObject({ acting: { spaceName: 'East' }, lostSpaceName: null })
  })

  test('puts aside no space that is used meanwhile', async () => {
    const alice = await aliceIn(cast.spaces.east)
    await forgetLostSpace({ ...alice, acting: null })
    expect((await next(alice)).acting).not.toBeNull()
  })
})

describe('a session that uses a space', () => {
  test('uses none any more once its user is a member, and shows what is allotted alone', async () => {
    const actor = await freshUser(cast, 'demoted', { role: 'administrator' })
    await enterSpace(actor, cast.spaces.east)
    await withSystem('tests', (tx) => tx.update(users).set({ role: 'member' }).where(eq(users.id, actor.userId)))
    expect(await next(actor)).toMatchObject({ acting: null, lostSpaceName: null, scope: { spaceIds: [] } })
  })

  test('uses none any more once the account has no Administration', async () => {
    const alice = await aliceIn(cast.spaces.east)
    const set = (product: 'business' | 'pro') =>
      withSystem('tests', (tx) => tx.update(resellers).set({ product }).where(eq(resellers.id, cast.resellerId)))
    await set('pro')
    expect(await next(alice)).toMatchObject({ acting: null, scope: { spaceIds: 'all' } })
    await set('business')
    expect((await next(alice)).acting).not.toBeNull()
  })
})
