import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Scope, withActor, withSystem } from '@/db/client'
import { addBrand } from '@/lib/brands/commands'
import { claimHost } from '@/lib/hosts/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
let shared: string
beforeAll(async () => {
  cast = await makeCast()
  shared = must(await addBrand(system, { slug: 'shared', productName: 'Shared', accentColor: '#0a7b91' })).brandId
  must(await claimHost(cast.alice, { brandId: cast.alpine.id, host: 'claim.alpine.test' }))
})

/** How many rows a statement reaches as an actor of the database, or the code of its refusal. */
const as = (actor: { scope: Scope }, statement: ReturnType<typeof sql>): Promise<number | string> =>
  withActor(actor, async (tx) => (await tx.execute(statement)).count).catch((error) => String(error.cause?.code))
const REFUSED = '42501'

describe('what the database lets an administrator of an own brand write', () => {
  test('is how it looks', async () => {
    expect(await as(cast.alice, sql`update brands set product_name = 'x', mail_sender = null, updated_at = now()`)).toBe(1)
    const picture = sql`insert into brand_images values (${cast.alpine.id}, 'logo', 'image/png', 'x', 'h')`
    expect(await as(cast.alice, picture)).toBe(1)
    expect(await as(cast.alice, sql`delete from brand_images`)).toBe(1)
  })

  test.each(['slug', 'audience', 'reseller_id', 'created_at', 'id'])('is not its %s', async (column) => {
    expect(await as(cast.alice, sql`update brands set ${sql.identifier(column)} = default`)).toBe(REFUSED)
  })

  test('is not whether a host was proven', async () => {
    expect(await as(cast.alice, sql`update brand_hosts set verified_at = now()`)).toBe(REFUSED)
    expect(await as(cast.alice, sql`update brand_hosts set host = 'admin.other.test'`)).toBe(REFUSED)
    const proven = sql`insert into brand_hosts (brand_id, host, verified_at) values (${cast.alpine.id}, 'new.test', now())`
    expect(await as(cast.alice, proven)).toBe(REFUSED)
  })

  test('is nothing of another brand', async () => {
    for (const brandId of [cast.other.id, shared]) {
      expect(await as(cast.alice, sql`update brands set product_name = 'x' where id = ${brandId}`)).toBe(0)
      expect(await as(cast.alice, sql`insert into brand_images values (${brandId}, 'logo', 'image/png', 'x', 'h')`)).toBe(REFUSED)
      expect(await as(cast.alice, sql`insert into brand_hosts (brand_id, host) values (${brandId}, 'new.test')`)).toBe(REFUSED)
      expect(await as(cast.alice, sql`delete from brand_hosts where brand_id = ${brandId}`)).toBe(0)
    }
  })

  test('a picture that no browser should get does not fit into the table, whoever writes it', async () => {
    for (const [mediaType, size] of [
      ['text/html', 1],
      ['image/png', 400_000],
    ] as const) {
      const row = sql`insert into brand_images values (${shared}, 'logo', ${mediaType}, ${Buffer.alloc(size)}, 'h')`
      await expect(withSystem('tests', (tx) => tx.execute(row))).rejects.toMatchObject({ cause: { code: '23514' } })
    }
  })
})

test('a member, and an administrator who looks at one space, write nothing', async () => {
  const narrowed = { scope: { ...cast.alice.scope, spaceIds: [cast.spaces.west] } }
  for (const actor of [cast.bob, narrowed]) {
    expect(await as(actor, sql`update brands set product_name = 'x'`)).toBe(0)
    expect(await as(actor, sql`delete from brand_hosts`)).toBe(0)
    expect(await as(actor, sql`insert into brand_hosts (brand_id, host) values (${cast.alpine.id}, 'new.test')`)).toBe(REFUSED)
  }
})

test('a claim is seen by those alone who may make it; a verified host by all on the brand', async () => {
  const hosts = async (actor: { scope: Scope }) =>
    (await withActor(actor, (tx) => tx.execute<{ host: string }>(sql`select host from brand_hosts order by 1`))).map(({ host }) => host)
  expect(await hosts(cast.alice)).toEqual(['admin.alpine.test', 'claim.alpine.test'])
  expect(await hosts(cast.bob)).toEqual(['admin.alpine.test'])
  expect(await hosts(cast.carol)).toEqual(['admin.other.test'])
})
