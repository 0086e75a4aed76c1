import { expect, test } from 'vitest'
import { addBrand } from '@/lib/brands/commands'
import { findBrandByHost, findBrandBySlug } from '@/lib/brands/queries'
import { addHost } from '@/lib/hosts/commands'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
const add = (slug: string) => addBrand(system, { slug, productName: 'Alpine', accentColor: '#0A7B91' })

test('a brand is found by its slug and by its hosts, and is audited', async () => {
  const { brandId } = must(await add('alpine'))
  must(await addHost(system, { brandId, host: 'admin.alpine.test' }, NOW))
  const brand = { id: brandId, slug: 'alpine', audience: 'portal', resellerId: null }
  expect(await findBrandBySlug(system, 'alpine')).toEqual(brand)
  expect(await findBrandByHost(system, 'admin.alpine.test')).toEqual(brand)
  expect((await auditOf(brandId)).map(({ action }) => action)).toEqual(['brand.added', 'host.added'])
})

test('a slug is taken once', async () => {
  must(await add('twice'))
  expect(await add('twice')).toEqual({ ok: false, reason: 'slug_taken' })
})

test('a brand that nobody has is not found', async () => {
  expect(await findBrandBySlug(system, 'none')).toBeNull()
  expect(await findBrandByHost(system, 'none.test')).toBeNull()
})

test('a brand that cannot be audited is not added', async () => {
  await withoutAudit(() => add('silent'))
  expect(await findBrandBySlug(system, 'silent')).toBeNull()
})

test.each([
  ['a slug with a slash', { slug: 'a/b' }],
  ['a slug in capitals', { slug: 'Alpine' }],
  ['a colour that is none', { accentColor: 'red' }],
  ['a colour with a style in it', { accentColor: '#0a7b91;x' }],
  ['no product name', { productName: ' ' }],
  ['a support page that is a script', { supportUrl: 'javascript:alert(1)' }],
])('a brand with %s is refused', async (_, wrong) => {
  await expect(async () => addBrand(system, { slug: 'odd', productName: 'Odd', accentColor: '#0a7b91', ...wrong })).rejects.toMatchObject({
    name: 'ZodError',
  })
})
