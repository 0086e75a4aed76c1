import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { spaces } from '@/db/schema'
import { NotFoundError } from '@/lib/errors'
import { addSpace } from '@/lib/spaces/commands'
import { listSpaces } from '@/lib/spaces/queries'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

/** Alice's reseller has 1000 Go, of which West holds 500 and East 400. */
const FREE = 100e9
const add = (name: string, allocatedBytes: number) => addSpace(system, { resellerId: cast.resellerId, name, allocatedBytes })
const remove = (name: string) => withSystem('tests', (tx) => tx.delete(spaces).where(eq(spaces.name, name)))

test('a space takes a slice of the reseller’s volume, down to the last byte, and is audited', async () => {
  const { spaceId } = must(await add('North', FREE))
  expect(await auditOf(spaceId)).toMatchObject([{ action: 'space.added', by: 'tests', resellerId: cast.resellerId, subject: 'North' }])
  expect(await add('Crumb', 1)).toEqual({ ok: false, reason: 'volume_exceeded' })
  expect((await add('Empty', 0)).ok).toBe(true)
  await remove('North')
})

test('spaces added at the same moment never share out more than there is', async () => {
  const names = Array.from({ length: 10 }, (_, number) => `Rush ${number}`)
  // Several times, since the first finds the connections not open yet and goes one by one.
  for (let round = 0; round < 5; round++) {
    const results = await Promise.all(names.map((name) => add(name, FREE / 2)))
    expect(results.filter((result) => result.ok)).toHaveLength(2)
    await Promise.all(names.map(remove))
  }
})

test('a name that the reseller has is taken, in whatever case; another reseller may use it', async () => {
  expect(await add('WEST', 0)).toEqual({ ok: false, reason: 'name_taken' })
  expect((await addSpace(system, { resellerId: cast.carol.resellerId, name: 'East', allocatedBytes: 0 })).ok).toBe(true)
})

test('a space of no reseller is a 404', async () => {
  const nobody = '019a0000-0000-7000-8000-000000000001'
  await expect(addSpace(system, { resellerId: nobody, name: 'Nowhere', allocatedBytes: 0 })).rejects.toThrow(NotFoundError)
})

test('a space that cannot be audited is not added', async () => {
  await withoutAudit(() => add('Silent', 0))
  expect(await withSystem('tests', (tx) => tx.select().from(spaces).where(eq(spaces.name, 'Silent')))).toEqual([])
})

test.each([
  ['no name', { name: ' ' }],
  ['a negative volume', { allocatedBytes: -1 }],
  ['an address that is none', { alertEmail: 'alerts' }],
  ['a reseller that is no id', { resellerId: 'alpine' }],
])('a space with %s is refused before anything is asked', async (_, wrong) => {
  await expect(async () => addSpace(system, { resellerId: cast.resellerId, name: 'Odd', allocatedBytes: 0, ...wrong })).rejects.toThrow(
    expect.objectContaining({ name: 'ZodError' }),
  )
})

test('each actor is shown the spaces that it sees, and of other resellers none', async () => {
  const names = async (actor: Parameters<typeof listSpaces>[0], resellerId = cast.resellerId) =>
    (await listSpaces(actor, resellerId)).map(({ name }) => name)
  await remove('Empty')
  expect(await names(cast.alice)).toEqual(['East', 'West'])
  expect(await names(cast.bob)).toEqual(['East'])
  expect(await names(cast.berthe)).toEqual(['West'])
  expect(await names(cast.carol)).toEqual([])
  expect(await names(cast.alice, cast.carol.resellerId)).toEqual([])
  expect(await names(system)).toEqual(['East', 'West'])
})

test('the default space is marked as that', async () => {
  expect((await listSpaces(cast.alice, cast.resellerId)).map(({ isDefault }) => isDefault)).toEqual([false, true])
})
