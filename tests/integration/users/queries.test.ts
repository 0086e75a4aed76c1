import { beforeAll, describe, expect, test } from 'vitest'
import { NotFoundError } from '@/lib/errors'
import { inviteUser } from '@/lib/users/commands'
import { getUser, listUsers } from '@/lib/users/queries'
import { listUsersSchema } from '@/lib/users/schema'
import { type Cast, makeCast, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { statementsOf } from '@/tests/support/many-machines'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const plain = listUsersSchema.parse({})
const names = async (query: Partial<typeof plain> = {}) =>
  (await listUsers(cast.alice, { ...plain, ...query })).map(({ userName }) => userName)

describe('the list of users', () => {
  test('shows the users of the account and no other, with role, spaces, rights and last sign-in', async () => {
    const rows = await listUsers(cast.alice, plain)
    expect(rows.map(({ userName }) => userName)).toEqual(['alice', 'berthe', 'bob'])
    expect(rows[2]).toMatchObject({
      email: 'bob@alpine.test',
      role: 'member',
      spaceNames: ['East'],
      rights: { kits: false, configure: false, restore: false, comment: false },
      lastSignInAt: expect.any(Date),
      invitedUntil: null,
      hasPassword: true,
    })
  })

  test('carries nothing of a password', async () => {
    expect(JSON.stringify([await listUsers(cast.alice, plain), await getUser(cast.alice, cast.bob.userId, NOW)])).not.toContain('argon2')
  })

  test.each([
    ['BER', ['berthe']],
    ['bob@', ['bob']],
    ['east', ['bob']],
    ['%', []],
    ['_', []],
    ["' or true --", []],
    ['carol', []],
  ])('narrowed by %j', async (search, expected) => {
    expect(await names({ search })).toEqual(expected)
  })

  test('is ordered by what is asked for', async () => {
    expect(await names({ descending: true })).toEqual(['bob', 'berthe', 'alice'])
    expect(await names({ sort: 'role', descending: true })).toEqual(['berthe', 'bob', 'alice'])
    expect(await names({ sort: 'signIn' })).toEqual(['alice', 'bob', 'berthe'])
  })

  test('says until when an invitation is open', async () => {
    const facts = { brandId: cast.alpine.id, resellerId: cast.resellerId, userName: 'zoe', displayName: 'Zoé', email: 'zoe@alpine.test' }
    must(await inviteUser(cast.alice, { ...facts, role: 'member' }, NOW))
    const [zoe] = await listUsers(cast.alice, { ...plain, search: 'zoé' })
    expect(zoe).toMatchObject({ hasPassword: false, lastSignInAt: null, spaceNames: [], invitedUntil: new Date('2026-11-29T10:00:00Z') })
  })

  test('takes as many statements for three users as for one', async () => {
    expect(await statementsOf(() => listUsers(cast.alice, plain))).toBe(
      await statementsOf(() => listUsers(cast.alice, { ...plain, search: 'bob' })),
    )
  })

  test('falls back on what is usual when an address asks for nonsense', () => {
    expect(listUsersSchema.parse({ search: ['a'], sort: 'password', descending: 'yes' })).toEqual({
      search: '',
      sort: 'name',
      descending: false,
    })
  })

  test('is a 404 for a member, and where there is no Administration', async () => {
    for (const actor of [cast.bob, cast.berthe, cast.carol]) await expect(listUsers(actor, plain)).rejects.toThrow(NotFoundError)
  })
})

test.each(['', 'bob', "' or true --"])('a user named %j is a 404', async (id) => {
  await expect(getUser(cast.alice, id, NOW)).rejects.toThrow(NotFoundError)
})
