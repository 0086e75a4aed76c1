import { beforeAll, expect, test } from 'vitest'
import { search } from '@/lib/search/queries'
import { enterSpace } from '@/lib/spaces/acting'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { atNextRequest } from '@/tests/support/fresh-user'
import { copyMachine, statementsOf } from '@/tests/support/many-machines'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

test('finds machines, contracts and spaces by a part of their name, whatever its case', async () => {
  expect((await search(cast.alice, 'pc')).machines.map(({ contractTitle }) => contractTitle)).toEqual(['Bakery', 'Garage'])
  expect((await search(cast.alice, 'AKER')).contracts).toEqual([{ id: cast.contracts.west, title: 'Bakery', spaceName: 'West' }])
  expect((await search(cast.alice, 'eas')).spaces).toEqual([{ id: cast.spaces.east, name: 'East' }])
})

test('tells machines of one name apart by words of their client, in any order', async () => {
  const found = async (text: string) => (await search(cast.alice, text)).machines.map(({ contractTitle }) => contractTitle)
  expect(await found('pc bak')).toEqual(['Bakery'])
  expect(await found('GARAGE  1')).toEqual(['Garage'])
  expect(await found('pc harbour')).toEqual([])
  expect(await found('bakery')).toEqual([])
})

test('finds a contract by its client’s e-mail', async () => {
  expect((await search(cast.bob, 'client@example')).contracts.map(({ title }) => title)).toEqual(['Garage'])
})

test('finds nothing of another reseller and of another space', async () => {
  const everything = async (actor: typeof cast.alice) => {
    const found = await Promise.all(['pc', 'a', 'e', 'client'].map((text) => search(actor, text)))
    return JSON.stringify(found)
  }
  const [bobs, carols] = [await everything(cast.bob), await everything(cast.carol)]
  for (const foreign of [cast.contracts.west, cast.machines.west.machineId, cast.spaces.west, cast.contracts.carols])
    expect(bobs).not.toContain(foreign)
  for (const foreign of [cast.contracts.west, cast.contracts.east, cast.spaces.east]) expect(carols).not.toContain(foreign)
})

test('finds users by name and e-mail, for administrators of the account alone', async () => {
  expect((await search(cast.alice, 'BER')).users).toEqual([{ id: cast.berthe.userId, displayName: 'berthe', userName: 'berthe' }])
  expect((await search(cast.alice, 'bob@alpine')).users.map(({ userName }) => userName)).toEqual(['bob'])
  expect((await search(cast.alice, 'carol')).users).toEqual([])
  for (const actor of [cast.berthe, cast.bob, cast.carol]) expect((await search(actor, 'o')).users).toEqual([])
})

test('finds while a space is used what that space finds', async () => {
  await enterSpace(cast.alice, cast.spaces.east)
  const narrowed = await atNextRequest(cast.alice, cast)
  if (!narrowed) throw new Error('nobody')
  for (const text of ['pc', 'a', 'o', 'east']) expect(await search(narrowed, text)).toEqual(await search(cast.bob, text))
})

test('says nothing of spaces where Administration is not available', async () => {
  const { spaces, contracts } = await search(cast.carol, 'a')
  expect(spaces).toEqual([])
  expect(contracts).toEqual([{ id: cast.contracts.carols, title: 'Harbour', spaceName: null }])
})

test.each(['', '   ', '%', '_', '\\', "'; drop table machines --", '\u0000', 'x'.repeat(5_000)])(
  '%j finds nothing and breaks nothing',
  async (text) => {
    expect(await search(cast.alice, text)).toMatchObject({ machines: [], contracts: [], spaces: [], users: [] })
  },
)

test('what begins with the text comes first, and it is the best few, in as many queries for 3 machines as for 60', async () => {
  await copyMachine(cast.machines.west.machineId, 2, 'A PC')
  const few = await statementsOf(() => search(cast.berthe, 'pc'))
  await copyMachine(cast.machines.west.machineId, 57, 'B PC')
  const { machines } = await search(cast.berthe, 'pc')
  expect(machines[0]?.name).toBe('PC-1')
  expect(machines).toHaveLength(8)
  expect(await statementsOf(() => search(cast.berthe, 'pc'))).toBe(few)
})
