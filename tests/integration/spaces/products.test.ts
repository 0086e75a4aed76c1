import { beforeAll, describe, expect, test } from 'vitest'
import { administer, administers } from '@/lib/auth/administration'
import type { UserActor } from '@/lib/auth/types'
import type { Brand } from '@/lib/hosts/types'
import * as invitations from '@/lib/invitations/commands'
import { addReseller } from '@/lib/resellers/commands'
import { search } from '@/lib/search/queries'
import * as acting from '@/lib/spaces/acting'
import * as spaceCommands from '@/lib/spaces/commands'
import * as spaceQueries from '@/lib/spaces/queries'
import { listSpacesSchema } from '@/lib/spaces/schema'
import * as userCommands from '@/lib/users/commands'
import * as userQueries from '@/lib/users/queries'
import { listUsersSchema } from '@/lib/users/schema'
import { addBrandWithHost, must, PASSWORD, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

/** Requirements A6: each product, each query and command of Administration. */
const PRODUCTS = [
  ['online', false, false],
  ['pro', false, false],
  ['pro', true, true],
  ['business', false, true],
] as const

testDatabase()
let shared: Brand
beforeAll(async () => {
  shared = await addBrandWithHost('shared')
  for (const [product, administrationOption] of PRODUCTS) {
    const name = userName(product, administrationOption)
    const volume = { allocatedBytes: 100e9, spaceBytes: 50e9, spaceName: 'Main' }
    const terms = { brandId: shared.id, ownsBrand: false, pack: 'statistics' as const, alertEmail: 'alerts@other.test', ...volume }
    const { resellerId } = must(await addReseller(system, { ...terms, name, product, administrationOption }))
    const facts = { brandId: shared.id, resellerId, displayName: name, email: 'x@other.test', password: PASSWORD }
    must(await userCommands.addUser(system, { ...facts, userName: name, role: 'administrator' }))
    must(await userCommands.addUser(system, { ...facts, userName: `${name}-member`, role: 'member' }))
  }
})

const NOW = new Date('2026-11-22T10:00:00Z')
const userName = (product: string, option: boolean) => `${product}${option ? '-option' : ''}`

type Call = (actor: UserActor) => Promise<unknown>
const newUser = (actor: UserActor, name: string) => {
  const account = { brandId: actor.brandId, resellerId: actor.resellerId }
  return { ...account, userName: name, displayName: name, email: 'new@other.test', role: 'member' as const }
}
const mainSpace = async (actor: UserActor) => String((await spaceQueries.listSpaces(system, actor.resellerId))[0]?.id)

/** Every door of Administration; a function that is added to these modules and not here makes the test below fail. */
const DOORS: Record<string, Call> = {
  listUsers: (actor) => userQueries.listUsers(actor, listUsersSchema.parse({})),
  getUser: (actor) => userQueries.getUser(actor, actor.userId, NOW),
  addUser: (actor) => userCommands.addUser(actor, { ...newUser(actor, 'added'), password: PASSWORD }),
  inviteUser: (actor) => userCommands.inviteUser(actor, newUser(actor, 'invited'), NOW),
  updateUser: (actor) => userCommands.updateUser(actor, { ...newUser(actor, 'changed'), userId: actor.userId, version: '' }, NOW),
  setUserPassword: (actor) => userCommands.setUserPassword(actor, { userId: actor.userId, password: PASSWORD }, NOW),
  signUserOut: (actor) => userCommands.signUserOut(actor, actor.userId, NOW),
  deleteUser: (actor) => userCommands.deleteUser(actor, { userId: actor.userId, confirmation: '' }),
  resendInvitation: (actor) => invitations.resendInvitation(actor, actor.userId, NOW),
  withdrawInvitation: (actor) => invitations.withdrawInvitation(actor, actor.userId),
  listSpacesWithUse: (actor) => spaceQueries.listSpacesWithUse(actor, listSpacesSchema.parse({})),
  listSpacesToEnter: (actor) => spaceQueries.listSpacesToEnter(actor),
  getSpace: async (actor) => spaceQueries.getSpace(actor, await mainSpace(actor)),
  getAccountVolume: (actor) => spaceQueries.getAccountVolume(actor),
  addSpace: (actor) => spaceCommands.addSpace(actor, { resellerId: actor.resellerId, name: `Added ${NOW}`, allocatedBytes: 0 }),
  updateSpace: async (actor) =>
    spaceCommands.updateSpace(actor, { spaceId: await mainSpace(actor), name: 'x', allocatedBytes: 0, version: '' }),
  deleteSpace: async (actor) => spaceCommands.deleteSpace(actor, await mainSpace(actor)),
  enterSpace: async (actor) => acting.enterSpace(actor, await mainSpace(actor)),
}
/** What everybody may, or what a transaction of these doors calls. */
const NO_DOORS = ['listSpaces', 'leaveSpace', 'forgetLostSpace', 'acceptInvitation', 'hasOtherAdministrator', 'sumShared']

test('every query and command of users, invitations and spaces is among the doors', () => {
  const modules = [userQueries, userCommands, invitations, spaceQueries, spaceCommands, acting]
  const functions = modules.flatMap((module) => Object.entries(module).filter(([, value]) => typeof value === 'function'))
  expect(functions.map(([name]) => name).sort()).toEqual([...Object.keys(DOORS), ...NO_DOORS].sort())
})

describe.each(PRODUCTS)('%s, option %s: Administration is there: %s', (product, option, exists) => {
  test.each(Object.keys(DOORS))('%s', async (name) => {
    const answer = DOORS[name]?.(await signedIn(shared, userName(product, option)))
    if (exists) await expect(answer).resolves.not.toThrow()
    else await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }))
  })

  test.each(Object.keys(DOORS))('%s is a 404 for a member', async (name) => {
    const member = await signedIn(shared, `${userName(product, option)}-member`)
    await expect(DOORS[name]?.(member)).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }))
  })

  test('the menu has the part, and Ctrl-K finds users and spaces, for administrators alone', async () => {
    const administrator = await signedIn(shared, userName(product, option))
    const member = await signedIn(shared, `${userName(product, option)}-member`)
    expect([administers(administrator), administers(member)]).toEqual([exists, false])
    const found = await search(administrator, product)
    expect(found.users.length > 0).toBe(exists)
    expect((await search(administrator, 'Main')).spaces.length > 0).toBe(exists)
    expect((await search(member, product)).users).toEqual([])
    expect(() => administer(member)).toThrow()
  })
})
