import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { userSpaces, users } from '@/db/schema'
import { verifyPassword } from '@/lib/crypto/password'
import { addUser } from '@/lib/users/commands'
import type { AddUser } from '@/lib/users/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, PASSWORD, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const facts = (userName: string): AddUser => ({
  brandId: cast.alpine.id,
  resellerId: cast.resellerId,
  userName,
  displayName: userName,
  email: 'someone@alpine.test',
  password: PASSWORD,
  role: 'member',
})
const named = (userName: string) => withSystem('tests', (tx) => tx.select().from(users).where(eq(users.userName, userName)))

describe('adding a user', () => {
  test('keeps the password as a hash alone, grants no right unasked, and is audited', async () => {
    const { userId } = must(await addUser(system, facts('emma')))
    const [user] = await named('emma')
    expect(user).toMatchObject({ id: userId, canManageKits: false, canConfigure: false, canRestore: false, canComment: false })
    expect(await verifyPassword(user?.passwordHash, PASSWORD)).toBe(true)
    expect(JSON.stringify([user, await auditOf(userId)])).not.toContain(PASSWORD)
    expect(await auditOf(userId)).toMatchObject([{ action: 'user.added', by: 'tests', subject: 'emma', resellerId: cast.resellerId }])
  })

  test('grants the rights one by one', async () => {
    must(await addUser(system, { ...facts('finn'), rights: { kits: false, configure: true, restore: false, comment: true } }))
    expect(await named('finn')).toMatchObject([{ canManageKits: false, canConfigure: true, canRestore: false, canComment: true }])
  })

  test('allots a member its spaces; without any it sees nothing', async () => {
    must(await addUser(system, { ...facts('gina'), spaceIds: [cast.spaces.west, cast.spaces.east] }))
    const gina = await signedIn(cast.alpine, 'gina')
    expect([...gina.scope.spaceIds].sort()).toEqual([cast.spaces.west, cast.spaces.east].sort())
    must(await addUser(system, facts('hugo')))
    expect((await signedIn(cast.alpine, 'hugo')).scope.spaceIds).toEqual([])
  })

  test('under a name that the brand has is refused, in whatever case; on another brand it is free', async () => {
    expect(await addUser(system, facts('ALICE'))).toEqual({ ok: false, reason: 'user_name_taken' })
    const elsewhere = { ...facts('alice'), brandId: cast.other.id, resellerId: cast.carol.resellerId }
    expect((await addUser(system, elsewhere)).ok).toBe(true)
  })

  test.each([
    ['of a reseller on another brand', () => ({ brandId: cast.other.id })],
    ['who is an operator of a reseller', () => ({ role: 'operator' as const })],
    ['who is an administrator of no reseller', () => ({ role: 'administrator' as const, resellerId: null })],
  ])('%s never comes to be', async (_, wrong) => {
    await expect(addUser(system, { ...facts('ivan'), ...wrong() })).rejects.toMatchObject({ cause: { code: expect.stringMatching(/^23/) } })
    expect(await named('ivan')).toEqual([])
  })

  test('with a space of another reseller never comes to be', async () => {
    const carols = { resellerId: cast.carol.resellerId, brandId: cast.other.id }
    const result = await addUser(system, { ...facts('ivan'), ...carols, spaceIds: [cast.spaces.west] })
    expect(result).toEqual({ ok: false, reason: 'unknown_space' })
    expect(await named('ivan')).toEqual([])
  })

  test('that cannot be audited does not happen', async () => {
    await withoutAudit(() => addUser(system, { ...facts('jana'), spaceIds: [cast.spaces.west] }))
    expect(await named('jana')).toEqual([])
  })

  test.each([
    ['a short password', { password: 'eleven char' }],
    ['a name with a space', { userName: 'a b' }],
    ['a name with a line break', { userName: 'a\nb' }],
    ['no name', { userName: '' }],
    ['an address that is none', { email: 'x' }],
    ['a role that is none', { role: 'god' }],
  ])('with %s is refused', async (_, wrong) => {
    await expect(addUser(system, { ...facts('kurt'), ...wrong } as AddUser)).rejects.toMatchObject({ name: 'ZodError' })
  })
})

test('a deleted user’s spaces and sessions go with it', async () => {
  const { userId } = must(await addUser(system, { ...facts('leo'), spaceIds: [cast.spaces.west] }))
  await signedIn(cast.alpine, 'leo')
  await withSystem('tests', (tx) => tx.delete(users).where(eq(users.id, userId)))
  expect(await withSystem('tests', (tx) => tx.select().from(userSpaces).where(eq(userSpaces.userId, userId)))).toEqual([])
})
