import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { brands, machines, resellers } from '@/db/schema'
import { addBrand } from '@/lib/brands/commands'
import { NotFoundError } from '@/lib/errors'
import { addReseller, reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { listResellers } from '@/lib/resellers/queries'
import type { AddReseller } from '@/lib/resellers/schema'
import { listSpaces } from '@/lib/spaces/queries'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const facts = (brandId: string): AddReseller => ({
  brandId,
  ownsBrand: true,
  name: 'Newcomer',
  product: 'pro',
  pack: 'statistics',
  allocatedBytes: 100e9,
  alertEmail: 'alerts@new.test',
  spaceName: 'Main',
  spaceBytes: 100e9,
})
const brand = async (slug: string) => must(await addBrand(system, { slug, productName: slug, accentColor: '#0a7b91' })).brandId

describe('taking in a reseller', () => {
  test('makes its default space and gives it the brand', async () => {
    const brandId = await brand('fresh')
    const { resellerId, spaceId } = must(await addReseller(system, facts(brandId)))
    expect(await listSpaces(system, resellerId)).toEqual([{ id: spaceId, name: 'Main', isDefault: true }])
    const [row] = await withSystem('tests', (tx) => tx.select().from(brands).where(eq(brands.id, brandId)))
    expect(row?.resellerId).toBe(resellerId)
    expect(await auditOf(resellerId)).toMatchObject([{ action: 'reseller.added', resellerId, subject: 'Newcomer' }])
  })

  test('with a brand that has an owner is refused, also when two come at once', async () => {
    expect(await addReseller(system, facts(cast.alpine.id))).toEqual({ ok: false, reason: 'brand_taken' })
    const brandId = await brand('contested')
    const both = await Promise.all([addReseller(system, facts(brandId)), addReseller(system, facts(brandId))])
    expect(both.map((result) => result.ok).sort()).toEqual([false, true])
  })

  test('on a shared brand takes nothing away from the others', async () => {
    const brandId = await brand('shared')
    for (const name of ['One', 'Two']) must(await addReseller(system, { ...facts(brandId), ownsBrand: false, name }))
    const [row] = await withSystem('tests', (tx) => tx.select().from(brands).where(eq(brands.id, brandId)))
    expect(row?.resellerId).toBeNull()
  })

  test('of no brand is a 404', async () => {
    await expect(addReseller(system, facts(NOBODY))).rejects.toThrow(NotFoundError)
    await expect(addReseller(system, { ...facts(NOBODY), ownsBrand: false })).rejects.toThrow(NotFoundError)
  })

  test('that cannot be audited leaves neither reseller nor space nor a taken brand', async () => {
    const brandId = await brand('silent')
    await withoutAudit(() => addReseller(system, { ...facts(brandId), name: 'Silent' }))
    expect(await withSystem('tests', (tx) => tx.select().from(resellers).where(eq(resellers.name, 'Silent')))).toEqual([])
    expect((await addReseller(system, facts(brandId))).ok).toBe(true)
  })

  test.each([
    ['Online with administration', { product: 'online' as const, administrationOption: true }],
    ['a space larger than the volume', { spaceBytes: 100e9 + 1 }],
    ['no name', { name: '' }],
    ['an address that is none', { alertEmail: 'alerts' }],
  ])('with %s is refused', async (_, wrong) => {
    await expect(async () => addReseller(system, { ...facts(cast.alpine.id), ...wrong })).rejects.toMatchObject({ name: 'ZodError' })
  })
})

describe('suspending a reseller', () => {
  test('happens once, ends once, and each is audited', async () => {
    const id = cast.carol.resellerId
    must(await suspendReseller(system, id, NOW))
    expect(await suspendReseller(system, id, NOW)).toEqual({ ok: false, reason: 'already_suspended' })
    must(await reactivateReseller(system, id))
    expect(await reactivateReseller(system, id)).toEqual({ ok: false, reason: 'not_suspended' })
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(['reseller.added', 'reseller.suspended', 'reseller.reactivated'])
  })

  test.each([NOBODY, 'carol', ''])('named %j is a 404', async (id) => {
    await expect(suspendReseller(system, id, NOW)).rejects.toThrow(NotFoundError)
    await expect(reactivateReseller(system, id)).rejects.toThrow(NotFoundError)
  })

  test('that cannot be audited does not happen', async () => {
    await withoutAudit(() => suspendReseller(system, cast.resellerId, NOW))
    expect(await reactivateReseller(system, cast.resellerId)).toEqual({ ok: false, reason: 'not_suspended' })
  })
})

test('the operator’s list counts what each reseller holds', async () => {
  await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 5 }).where(eq(machines.resellerId, cast.resellerId)))
  const rows = await listResellers(system)
  expect(rows.find(({ id }) => id === cast.resellerId)).toMatchObject({
    name: 'alpine reseller',
    brandName: 'alpine backup',
    hosts: ['admin.alpine.test'],
    machineCount: 2,
    contractCount: 2,
    storedBytes: 10,
    allocatedBytes: 1000e9,
    suspendedAt: null,
  })
  const empty = rows.find(({ name }) => name === 'One')
  expect(empty).toMatchObject({ machineCount: 0, contractCount: 0, storedBytes: 0, hosts: [] })
  expect(rows.map(({ name }) => name.toLowerCase())).toEqual(rows.map(({ name }) => name.toLowerCase()).sort())
})
