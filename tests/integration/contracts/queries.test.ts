import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { queryCount, withSystem } from '@/db/client'
import { contracts, machines } from '@/db/schema'
import type { Actor } from '@/lib/auth/types'
import { addContract, suspendContract } from '@/lib/contracts/commands'
import { CONTRACTS_PER_PAGE, findContractsByTitle, getContract, listContracts } from '@/lib/contracts/queries'
import { type ListContracts, listContractsSchema } from '@/lib/contracts/schema'
import { NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
const NOW = new Date('2026-11-22T10:00:00Z')

/** Contracts of Alice's reseller beside Bakery and Garage, of 10 Go each, with so many bytes on one machine. */
const CLIENTS = [
  { title: '100 % Bio', clientEmail: 'bio@example.test', stored: 5e9 },
  { title: 'snake_case', clientEmail: 'snake@example.test', stored: 11e9 },
  { title: "L'Écluse", clientEmail: 'ecluse@example.test', stored: 0 },
  { title: 'Back\\slash', clientEmail: 'back@example.test', stored: 9e9 },
]
beforeAll(async () => {
  cast = await makeCast()
  for (const { title, clientEmail, stored } of CLIENTS) {
    const terms = { clientEmail, clientLocale: 'fr' as const, subscribedBytes: 10e9, machineLimit: 5, retentionDays: 30 }
    const { contractId } = must(await addContract(system, { ...terms, spaceId: cast.spaces.west, title }))
    const { machineId } = must(await addMachine(system, { contractId, name: 'PC-1' }))
    await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: stored }).where(eq(machines.id, machineId)))
  }
})

const list = (actor: Actor, asked: Partial<ListContracts> = {}) => listContracts(actor, listContractsSchema.parse(asked))
const titles = async (actor: Actor, asked: Partial<ListContracts> = {}) => (await list(actor, asked)).rows.map(({ title }) => title)
const ALL = ['100 % Bio', 'Back\\slash', 'Bakery', 'Garage', "L'Écluse", 'snake_case']

describe('the list of contracts', () => {
  test('shows an administrator all of the reseller’s, by title', async () => {
    expect(await titles(cast.alice)).toEqual(ALL)
  })

  test('shows another reseller its own alone', async () => {
    expect(await titles(cast.carol)).toEqual(['Harbour'])
  })

  test('shows a member those of its space alone', async () => {
    expect(await titles(cast.bob)).toEqual(['Garage'])
    expect(await titles(cast.berthe)).not.toContain('Garage')
  })

  test('says of each what is used, subscribed and registered', async () => {
    const [row] = (await list(cast.alice, { search: 'Bio' })).rows
    expect(row).toMatchObject({
      machineCount: 1,
      machineLimit: 5,
      usedBytes: 5e9,
      subscribedBytes: 10e9,
      spaceName: 'West',
      suspendedAt: null,
    })
  })

  test('says which are suspended', async () => {
    must(await suspendContract(cast.carol, cast.contracts.carols, NOW))
    expect((await list(cast.carol)).rows[0]?.suspendedAt).toEqual(NOW)
  })
})

describe('the search', () => {
  test.each([
    ['baker', ['Bakery']],
    ['BAKER', ['Bakery']],
    ['écluse', ["L'Écluse"]],
    ['%', ['100 % Bio']],
    ['_', ['snake_case']],
    ['\\', ['Back\\slash']],
    ["'", ["L'Écluse"]],
    ['snake@', ['snake_case']],
    ["' or true --", []],
    ['nothing like it', []],
    ['  Bakery  ', ['Bakery']],
    ['', ALL],
    ['a\u0000b', ALL],
  ])('for %j finds %j', async (search, expected) => {
    const page = await list(cast.alice, { search })
    expect(page.rows.map(({ title }) => title)).toEqual(expected)
    expect(page.total).toBe(expected.length)
  })

  test('never finds what lies outside the actor’s spaces', async () => {
    expect(await titles(cast.bob, { search: 'Bakery' })).toEqual([])
    expect(await titles(cast.carol, { search: 'Bakery' })).toEqual([])
  })
})

test.each([
  [{ sort: 'title', descending: true }, [...ALL].reverse()],
  [{ sort: 'space' }, ['Garage', '100 % Bio', 'Back\\slash', 'Bakery', "L'Écluse", 'snake_case']],
  [{ sort: 'used' }, ['Bakery', 'Garage', "L'Écluse", '100 % Bio', 'Back\\slash', 'snake_case']],
  [{ sort: 'used', descending: true }, ['snake_case', 'Back\\slash', '100 % Bio', 'Bakery', 'Garage', "L'Écluse"]],
  [{ sort: 'percent', descending: true }, ['snake_case', 'Back\\slash', '100 % Bio', 'Bakery', 'Garage', "L'Écluse"]],
  [{ sort: 'machines' }, ALL],
] as [Partial<ListContracts>, string[]][])('sorted by %j, equal ones by title', async (asked, expected) => {
  expect(await titles(cast.alice, asked)).toEqual(expected)
})

test('a contract of no volume comes last in percent, whichever way', async () => {
  const { contractId } = must(
    await addContract(system, {
      spaceId: cast.spaces.west,
      title: 'Nothing',
      clientEmail: 'n@example.test',
      clientLocale: 'fr',
      subscribedBytes: 0,
      machineLimit: null,
      retentionDays: 30,
    }),
  )
  expect((await titles(cast.alice, { sort: 'percent' })).at(-1)).toBe('Nothing')
  expect((await titles(cast.alice, { sort: 'percent', descending: true })).at(-1)).toBe('Nothing')
  await withSystem('tests', (tx) => tx.delete(contracts).where(eq(contracts.id, contractId)))
})

test.each([
  [{ sort: 'password_hash' }, { sort: 'title' }],
  [{ sort: ['title'] }, { sort: 'title' }],
  [{ page: '2' }, { page: 2 }],
  [{ page: '0' }, { page: 1 }],
  [{ page: '-1' }, { page: 1 }],
  [{ page: '1e99' }, { page: 1 }],
  [{ page: 'x' }, { page: 1 }],
  [{ search: 'x'.repeat(201) }, { search: '' }],
  [{ search: { $ne: 1 } }, { search: '' }],
  [{ descending: 'yes' }, { descending: false }],
])('an address that asks for %j means %j', (asked, meant) => {
  expect(listContractsSchema.parse(asked)).toMatchObject(meant)
})

test('pages follow each other without gap or repetition, in one and the same number of queries', async () => {
  const { carol } = cast
  const before = queryCount()
  await list(carol)
  const queries = queryCount() - before
  const [harbour] = await withSystem('tests', (tx) => tx.select().from(contracts).where(eq(contracts.id, cast.contracts.carols)))
  if (!harbour) throw new Error('no contract')
  const more = Array.from({ length: CONTRACTS_PER_PAGE + 20 }, (_, number) => ({ ...harbour, id: undefined, title: `Quay ${number}` }))
  await withSystem('tests', (tx) => tx.insert(contracts).values(more))
  const again = queryCount()
  const first = await list(carol)
  expect(queryCount() - again).toBe(queries)
  const [second, third] = [await list(carol, { page: 2 }), await list(carol, { page: 3 })]
  expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([CONTRACTS_PER_PAGE, 21, 0])
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(CONTRACTS_PER_PAGE + 21)
  expect([first.total, second.total, third.total]).toEqual([CONTRACTS_PER_PAGE + 21, CONTRACTS_PER_PAGE + 21, CONTRACTS_PER_PAGE + 21])
})

describe('one contract', () => {
  test('is shown with its history and language', async () => {
    expect(await getContract(cast.alice, cast.contracts.west)).toMatchObject({ title: 'Bakery', retentionDays: 90, clientLocale: 'fr' })
    expect(await getContract(cast.alice, cast.contracts.west.toUpperCase())).toMatchObject({ title: 'Bakery' })
  })

  test('of another reseller is a 404', async () => {
    await expect(getContract(cast.carol, cast.contracts.west)).rejects.toThrow(NotFoundError)
  })

  test('of another space is a 404', async () => {
    await expect(getContract(cast.bob, cast.contracts.west)).rejects.toThrow(NotFoundError)
    await expect(getContract(cast.berthe, cast.contracts.east)).rejects.toThrow(NotFoundError)
  })

  test.each(['', 'new', "'", '1', '019a0000-0000-7000-8000-000000000001'])('named %j is a 404', async (id) => {
    await expect(async () => getContract(cast.alice, id)).rejects.toThrow(NotFoundError)
  })
})

test('the command line finds contracts by title in the resellers of one brand', async () => {
  expect(await findContractsByTitle(system, cast.alpine.id, 'BAKERY')).toMatchObject([
    { id: cast.contracts.west, resellerName: 'alpine reseller', spaceName: 'West' },
  ])
  expect(await findContractsByTitle(system, cast.alpine.id, 'l’écluse')).toEqual([])
  expect(await findContractsByTitle(system, cast.alpine.id, "l'écluse")).toHaveLength(1)
  expect(await findContractsByTitle(system, cast.other.id, 'Bakery')).toEqual([])
})
