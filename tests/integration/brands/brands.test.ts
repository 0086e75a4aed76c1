import { like } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { brandHosts } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { addBrand, type ImageChanges, updateBrand } from '@/lib/brands/commands'
import { type BrandImage, readBrandImage } from '@/lib/brands/image'
import { findBrandByHost, findBrandBySlug, findBrandImage, getBrand, listBrands } from '@/lib/brands/queries'
import { type UpdateBrand, updateBrandSchema } from '@/lib/brands/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { addHost, claimHost } from '@/lib/hosts/commands'
import { getDirectory } from '@/lib/hosts/queries'
import { addReseller } from '@/lib/resellers/commands'
import { addUser } from '@/lib/users/commands'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, PASSWORD, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { png, SQUARE, svg } from '@/tests/support/pictures'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const add = (slug: string) => addBrand(system, { slug, productName: 'Alpine', accentColor: '#0A7B91' })
const logo = async (content = SQUARE): Promise<BrandImage> => must(await readBrandImage('logo', Buffer.from(svg(content))))
const onPages = async (host: string) => (await getDirectory(host)).find(host)

/** Changes a brand from the version that it has now. */
async function update(actor: UserActor | typeof system, brandId: string, changes: Partial<UpdateBrand> = {}, images: ImageChanges = {}) {
  const brand = await getBrand(system, brandId)
  return updateBrand(actor, { ...brand, brandId, ...changes }, images, new Date())
}

describe('adding a brand', () => {
  test('makes it found by its slug and by its hosts, and is audited', async () => {
    const { brandId } = must(await add('fresh'))
    must(await addHost(system, { brandId, host: 'admin.fresh.test' }, NOW))
    const brand = { id: brandId, slug: 'fresh', audience: 'portal', resellerId: null }
    expect(await findBrandBySlug(system, 'fresh')).toEqual(brand)
    expect(await findBrandByHost(system, 'admin.fresh.test')).toEqual(brand)
    expect((await auditOf(brandId)).map(({ action }) => action)).toEqual(['brand.added', 'host.added'])
  })

  test('takes a slug once', async () => {
    must(await add('twice'))
    expect(await add('twice')).toEqual({ ok: false, reason: 'slug_taken' })
  })

  test('that cannot be audited does not happen', async () => {
    await withoutAudit(() => add('silent'))
    expect(await findBrandBySlug(system, 'silent')).toBeNull()
  })

  test.each([
    ['a slug with a slash', { slug: 'a/b' }],
    ['a slug in capitals', { slug: 'Alpine' }],
    ['a colour that is none', { accentColor: 'red' }],
    ['a colour with a style in it', { accentColor: '#0a7b91;x' }],
    ['no product name', { productName: ' ' }],
    ['a product name of two lines', { productName: 'Alpine\nBcc: all@example.test' }],
    ['a support page that is a script', { supportUrl: 'javascript:alert(1)' }],
    ['a sender that is no address', { mailSender: 'Alpine <x@alpine.test>' }],
  ])('with %s is refused', async (_, wrong) => {
    const values = { slug: 'odd', productName: 'Odd', accentColor: '#0a7b91', ...wrong }
    await expect(async () => addBrand(system, values)).rejects.toMatchObject({ name: 'ZodError' })
  })
})

test('a brand that nobody has is not found, and one that only claims a host does not answer there', async () => {
  expect(await findBrandBySlug(system, 'none')).toBeNull()
  expect(await findBrandByHost(system, 'none.test')).toBeNull()
  must(await claimHost(cast.alice, { brandId: cast.alpine.id, host: 'claimed.alpine.test' }))
  expect(await findBrandByHost(system, 'claimed.alpine.test')).toBeNull()
})

describe('changing a brand', () => {
  test('by its administrator is seen on its pages at once, and is audited for its reseller', async () => {
    await onPages('admin.alpine.test')
    const changes = { productName: 'Alpine II', accentColor: '#aa0011', supportPhone: '+33 4 50 00 00 00', locale: 'en' as const }
    const looks = { ...changes, supportEmail: 'help@alpine.test', supportUrl: 'https://alpine.test/help' }
    must(await update(cast.alice, cast.alpine.id, { ...looks, mailSender: 'noreply@alpine.test' }))
    expect(await onPages('admin.alpine.test')).toMatchObject(looks)
    expect(await getBrand(cast.alice, cast.alpine.id)).toMatchObject({ ...looks, mailSender: 'noreply@alpine.test', slug: 'alpine' })
    const last = (await auditOf(cast.alpine.id)).at(-1)
    expect(last).toMatchObject({ action: 'brand.updated', by: 'alice', resellerId: cast.resellerId, subject: 'alpine backup' })
  })

  test('tells the second of two people, and changes nothing for them', async () => {
    const { version } = await getBrand(cast.alice, cast.alpine.id)
    must(await update(cast.alice, cast.alpine.id, { productName: 'First', version }))
    const late = await update(system, cast.alpine.id, { productName: 'Second', version }, { logo: await logo() })
    expect(late).toEqual({ ok: false, reason: 'changed_meanwhile' })
    expect(await getBrand(system, cast.alpine.id)).toMatchObject({ productName: 'First', logo: null })
  })

  test('of two at the same moment lets one through', async () => {
    const { version } = await getBrand(cast.alice, cast.alpine.id)
    const both = await Promise.all(['A', 'B'].map((productName) => update(cast.alice, cast.alpine.id, { productName, version })))
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  })

  test('can touch neither whose it is, nor where it stands, nor for whom', async () => {
    const smuggled = { slug: 'operator', audience: 'operator', resellerId: null } as object
    must(await update(cast.alice, cast.alpine.id, smuggled))
    const brand = { slug: 'alpine', audience: 'portal', resellerId: cast.resellerId }
    expect(await getBrand(system, cast.alpine.id)).toMatchObject(brand)
  })

  test('of another reseller, or of one that several share, is a 404 to read and to change', async () => {
    await expect(getBrand(cast.carol, cast.alpine.id)).rejects.toThrow(NotFoundError)
    await expect(update(cast.carol, cast.alpine.id)).rejects.toThrow(NotFoundError)
    const dora = await onShared('dora')
    await expect(getBrand(dora, dora.brandId)).rejects.toThrow(NotFoundError)
    await expect(update(dora, dora.brandId, { productName: 'Mine' })).rejects.toThrow(NotFoundError)
  })

  test('lets mails come from the brand’s own domains alone, for a user', async () => {
    must(await claimHost(cast.alice, { brandId: cast.alpine.id, host: 'admin.claimed.test' }))
    const stored = async () => (await getBrand(system, cast.alpine.id)).mailSender
    for (const mailSender of ['no-reply@admin.alpine.test', 'no-reply@ALPINE.test', null]) {
      must(await update(cast.alice, cast.alpine.id, { mailSender }))
      expect(await stored()).toBe(mailSender)
    }
    const foreign = ['x@admin.other.test', 'x@other.test', 'x@pine.test', 'x@mail.alpine.test', 'x@claimed.test', 'x@admin.claimed.test']
    for (const mailSender of foreign) {
      const refused = await update(cast.alice, cast.alpine.id, { mailSender, productName: 'Half' })
      expect(refused, mailSender).toEqual({ ok: false, reason: 'foreign_sender' })
    }
    expect(await getBrand(system, cast.alpine.id)).not.toMatchObject({ productName: 'Half' })
    must(await update(system, cast.alpine.id, { mailSender: 'mail@platform.test' }))
    must(await update(cast.alice, cast.alpine.id, { productName: 'Kept' }))
    expect(await stored()).toBe('mail@platform.test')
    must(await update(cast.alice, cast.alpine.id, { mailSender: null }))
  })

  test('lets no mail come from a domain under which anybody may register', async () => {
    for (const host of ['admin.maison.co.uk', 'maison.github.io'])
      must(await addHost(system, { brandId: cast.alpine.id, host }, new Date()))
    for (const mailSender of ['x@co.uk', 'x@CO.UK', 'x@github.io'])
      expect(await update(cast.alice, cast.alpine.id, { mailSender }), mailSender).toMatchObject({ ok: false })
    for (const mailSender of ['x@maison.co.uk', 'x@maison.github.io', null]) must(await update(cast.alice, cast.alpine.id, { mailSender }))
    await withSystem('tests', (tx) => tx.delete(brandHosts).where(like(brandHosts.host, '%maison.%')))
  })

  test('by a member, or by an administrator who looks at one space only, is a 403', async () => {
    const narrowed = { ...cast.alice, scope: { ...cast.alice.scope, spaceIds: [cast.spaces.west] } }
    for (const actor of [cast.bob, cast.berthe, narrowed]) {
      await expect(getBrand(actor, cast.alpine.id)).rejects.toThrow(ForbiddenError)
      await expect(update(actor, cast.alpine.id)).rejects.toThrow(ForbiddenError)
    }
  })

  test('that cannot be audited does not happen', async () => {
    const before = await getBrand(system, cast.alpine.id)
    await withoutAudit(async () => update(cast.alice, cast.alpine.id, { productName: 'Silent' }, { logo: await logo() }))
    expect(await getBrand(system, cast.alpine.id)).toEqual(before)
  })

  test.each([
    ['no id', { brandId: 'alpine' }],
    ['no version', { version: undefined }],
    ['no name', { productName: '' }],
    ['a colour that is none', { accentColor: 'rebeccapurple' }],
    ['support at no address', { supportEmail: 'help' }],
    ['a support page without https', { supportUrl: 'alpine.test/help' }],
    ['a language that is not spoken', { locale: 'de' }],
  ])('with %s is refused by the form', (_, wrong) => {
    const right = { brandId: cast.alpine.id, version: '1', productName: 'Alpine', accentColor: '#0a7b91' }
    expect(updateBrandSchema.safeParse(right).success).toBe(true)
    expect(updateBrandSchema.safeParse({ ...right, ...wrong }).success).toBe(false)
  })
})

describe('a brand’s pictures', () => {
  test('are stored as they were made safe, and served to everybody', async () => {
    const favicon = must(await readBrandImage('favicon', png(64, 64)))
    must(await update(cast.alice, cast.alpine.id, {}, { logo: await logo(), favicon }))
    const brand = await onPages('admin.alpine.test')
    expect(brand?.logo?.mediaType).toBe('image/svg+xml')
    expect(brand?.favicon).toEqual({ mediaType: 'image/png', hash: favicon.hash })
    const served = await findBrandImage(cast.alpine.id, 'favicon')
    expect(served?.body.equals(favicon.body)).toBe(true)
  })

  test('stay when only the words change, are replaced, and are taken away', async () => {
    must(await update(cast.alice, cast.alpine.id, {}, { logo: await logo() }))
    const hash = async () => (await getBrand(system, cast.alpine.id)).logo?.hash
    const first = await hash()
    must(await update(cast.alice, cast.alpine.id, { productName: 'Reworded' }))
    expect(await hash()).toBe(first)
    must(await update(cast.alice, cast.alpine.id, {}, { logo: await logo('<circle r="9"/>') }))
    expect(await hash()).not.toBe(first)
    must(await update(cast.alice, cast.alpine.id, {}, { logo: null }))
    expect(await hash()).toBeUndefined()
    expect(await findBrandImage(cast.alpine.id, 'logo')).toBeNull()
  })

  test('of one brand are not another’s', async () => {
    must(await update(cast.carol, cast.other.id, {}, { logo: await logo() }))
    expect(await findBrandImage(cast.alpine.id, 'logo')).toBeNull()
  })
})

test('the operator’s list names each brand with its owner, its resellers, its hosts and what it claims', async () => {
  const rows = await listBrands(system)
  expect(rows.find(({ slug }) => slug === 'alpine')).toMatchObject({
    owner: 'alpine reseller',
    resellerCount: 1,
    hosts: ['admin.alpine.test'],
    claimCount: 2,
  })
  expect(rows.find(({ slug }) => slug === 'shared')).toMatchObject({ owner: null, resellerCount: 1, hosts: ['admin.shared.test'] })
})

/** An administrator of a reseller on a brand of the platform. */
async function onShared(userName: string): Promise<UserActor> {
  const { brandId } = must(await addBrand(system, { slug: 'shared', productName: 'Shared', accentColor: '#0a7b91' }))
  must(await addHost(system, { brandId, host: 'admin.shared.test' }, NOW))
  const volumes = { allocatedBytes: 1e9, spaceBytes: 1e9, spaceName: 'Main', alertEmail: 'alerts@shared.test' }
  const facts = { brandId, ownsBrand: false, name: 'Dora', product: 'online' as const, pack: 'statistics' as const, ...volumes }
  const { resellerId } = must(await addReseller(system, facts))
  const user = { userName, displayName: userName, email: `${userName}@shared.test`, password: PASSWORD, role: 'administrator' as const }
  must(await addUser(system, { ...user, brandId, resellerId, spaceIds: [] }))
  const brand = await onPages('admin.shared.test')
  if (!brand) throw new Error('no brand')
  return signedIn(brand, userName)
}
