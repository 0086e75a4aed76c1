import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { brandHosts, brands, invitations, mails, resellers, users } from '@/db/schema'
import type { OperatorActor } from '@/lib/auth/types'
import { addBrand } from '@/lib/brands/commands'
import { NotFoundError } from '@/lib/errors'
import { admitReseller } from '@/lib/resellers/admission'
import { getReseller, listBrandChoices } from '@/lib/resellers/detail'
import { inviteAdministrator, resendFirstInvitation } from '@/lib/resellers/inviting'
import type { AdmitReseller } from '@/lib/resellers/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { makeConsole, makeOperator } from '@/tests/support/operator'

testDatabase()
let cast: Cast
let olga: OperatorActor
beforeAll(async () => {
  cast = await makeCast()
  olga = await makeOperator(await makeConsole(cast.alpine), 'olga')
})

const NOW = new Date()
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const GIGABYTE = 1e9

const newcomer = (name: string, change: Partial<AdmitReseller> = {}): AdmitReseller => ({
  name,
  product: 'pro',
  pack: 'control_room',
  allocatedBytes: 100 * GIGABYTE,
  alertEmail: `alerts@${name}.test`,
  locale: 'en',
  timeZone: 'Europe/Zurich',
  brand: { kind: 'new', productName: `${name} Backup`, accentColor: '#0a7b91', host: `admin.${name}.test` },
  administrator: { userName: `${name}-admin`, displayName: 'First', email: `first@${name}.test` },
  ...change,
})

const nothingOf = async (name: string) => {
  const [byName, byBrand, byUser] = await withSystem('tests', async (tx) => [
    await tx.$count(resellers, eq(resellers.name, name)),
    await tx.$count(brands, eq(brands.productName, `${name} Backup`)),
    await tx.$count(users, eq(users.userName, `${name}-admin`)),
  ])
  return [byName, byBrand, byUser]
}

describe('admitting a reseller', () => {
  test('makes its brand, host, space and first administrator, who is invited in the brand’s name', async () => {
    const { resellerId } = must(await admitReseller(olga, newcomer('fresh'), NOW))
    const detail = await getReseller(olga, resellerId, NOW)
    expect(detail).toMatchObject({
      name: 'fresh',
      locale: 'en',
      timeZone: 'Europe/Zurich',
      brandName: 'fresh Backup',
      ownsBrand: true,
      hosts: ['admin.fresh.test'],
      spaces: [{ name: 'Main', isDefault: true, allocatedBytes: 100 * GIGABYTE, usedBytes: 0, contractCount: 0 }],
      users: [{ userName: 'fresh-admin', isAdministrator: true, isInvited: true }],
      states: [],
    })
    const userId = detail.users[0]?.id ?? ''
    const [invitation, mail] = await withSystem('tests', async (tx) => [
      (await tx.select().from(invitations).where(eq(invitations.userId, userId)))[0],
      (await tx.select().from(mails).where(eq(mails.resellerId, resellerId)))[0],
    ])
    expect(invitation).toBeDefined()
    expect(mail).toMatchObject({ recipient: 'first@fresh.test', kind: 'invitation', locale: 'en', confidential: true })
    expect(mail?.text).toContain('https://admin.fresh.test/invitation/')
    expect(await auditOf(resellerId)).toMatchObject([{ action: 'reseller.added', by: 'olga', kind: 'operator', address: '198.51.100.1' }])
    expect(await auditOf(userId)).toMatchObject([{ action: 'user.invited', by: 'olga', resellerId }])
  })

  test('puts an Online one on a brand that others share, and takes nothing of it', async () => {
    const { brandId } = must(await addBrand(system, { slug: 'shared', productName: 'Shared', accentColor: '#0a7b91' }))
    await withSystem('tests', (tx) => tx.insert(brandHosts).values({ brandId, host: 'admin.shared.test', verifiedAt: NOW }))
    for (const name of ['one', 'two'])
      must(await admitReseller(olga, newcomer(name, { product: 'online', brand: { kind: 'existing', brandId } }), NOW))
    expect(await listBrandChoices(olga)).toContainEqual({ id: brandId, name: 'Shared', host: 'admin.shared.test', isShared: true })
    // A reseller with a brand of its own cannot take the one that others are on.
    expect(await admitReseller(olga, newcomer('three', { brand: { kind: 'existing', brandId } }), NOW)).toEqual({
      ok: false,
      reason: 'brand_taken',
    })
    expect(
      await admitReseller(olga, newcomer('three', { product: 'online', brand: { kind: 'existing', brandId: cast.alpine.id } }), NOW),
    ).toEqual({
      ok: false,
      reason: 'brand_taken',
    })
    expect(await nothingOf('three')).toEqual([0, 0, 0])
  })

  test('with a brand of the same name finds another name inside', async () => {
    const brand = { kind: 'new' as const, productName: 'Écho & Fils', accentColor: '#0a7b91' }
    for (const name of ['echo1', 'echo2'])
      must(await admitReseller(olga, newcomer(name, { brand: { ...brand, host: `${name}.test` } }), NOW))
    const slugs = await withSystem('tests', (tx) =>
      tx.select({ slug: brands.slug }).from(brands).where(eq(brands.productName, brand.productName)).orderBy(brands.slug),
    )
    expect(slugs.map(({ slug }) => slug)).toEqual(['echo-fils', 'echo-fils-2'])
  })

  test('is done wholly or not at all', async () => {
    const taken = newcomer('host', {
      brand: { kind: 'new', productName: 'host Backup', accentColor: '#0a7b91', host: 'admin.alpine.test' },
    })
    expect(await admitReseller(olga, taken, NOW)).toEqual({ ok: false, reason: 'host_taken' })
    expect(await nothingOf('host')).toEqual([0, 0, 0])
    const { brandId } = must(await addBrand(system, { slug: 'shared2', productName: 'Shared 2', accentColor: '#0a7b91' }))
    await withSystem('tests', (tx) => tx.insert(brandHosts).values({ brandId, host: 'admin.shared2.test', verifiedAt: NOW }))
    must(await admitReseller(olga, newcomer('user', { product: 'online', brand: { kind: 'existing', brandId } }), NOW))
    const again = newcomer('user2', {
      product: 'online',
      brand: { kind: 'existing', brandId },
      administrator: newcomer('USER').administrator,
    })
    expect(await admitReseller(olga, again, NOW)).toEqual({ ok: false, reason: 'user_name_taken' })
    expect(await nothingOf('user2')).toEqual([0, 0, 0])
    await withoutAudit(() => admitReseller(olga, newcomer('silent'), NOW))
    expect(await nothingOf('silent')).toEqual([0, 0, 0])
  })

  test('on no brand, or on the platform’s own, is a 404', async () => {
    await expect(admitReseller(olga, newcomer('lost', { brand: { kind: 'existing', brandId: NOBODY } }), NOW)).rejects.toThrow(
      NotFoundError,
    )
    await expect(admitReseller(olga, newcomer('lost', { brand: { kind: 'existing', brandId: olga.brandId } }), NOW)).rejects.toThrow(
      NotFoundError,
    )
  })

  test.each<[string, Partial<AdmitReseller>]>([
    ['Online with Administration', { product: 'online', administrationOption: true }],
    ['a time zone that is none', { timeZone: 'Moon/Base' }],
    ['an offset for a time zone', { timeZone: '+02:00' }],
    ['an IP address for a host', { brand: { kind: 'new', productName: 'x', accentColor: '#0a7b91', host: '10.0.0.1' } }],
    ['an address that is none', { alertEmail: 'alerts' }],
    ['no administrator', { administrator: { userName: '', displayName: '', email: '' } }],
    ['a negative volume', { allocatedBytes: -1 }],
  ])('with %s is refused', async (_, wrong) => {
    await expect(async () => admitReseller(olga, newcomer('wrong', wrong), NOW)).rejects.toMatchObject({ name: 'ZodError' })
  })
})

describe('inviting an administrator', () => {
  const person = (userName: string) => ({ resellerId: cast.resellerId, userName, displayName: userName, email: `${userName}@alpine.test` })
  const mailsTo = (recipient: string) => withSystem('tests', (tx) => tx.select().from(mails).where(eq(mails.recipient, recipient)))

  test('makes one without a password, with all rights, and sends the link; again on demand', async () => {
    const { userId } = must(await inviteAdministrator(olga, person('nadia'), NOW))
    const { users: list } = await getReseller(olga, cast.resellerId, NOW)
    expect(list).toContainEqual(expect.objectContaining({ id: userId, isInvited: true, isAdministrator: true }))
    must(await resendFirstInvitation(olga, userId, NOW))
    expect(await mailsTo('nadia@alpine.test')).toHaveLength(2)
    expect((await auditOf(userId)).map(({ action, by }) => [action, by])).toEqual([
      ['user.invited', 'olga'],
      ['user.invited', 'olga'],
    ])
  })

  test('under a taken name, or who has accepted already, is refused', async () => {
    expect(await inviteAdministrator(olga, person('ALICE'), NOW)).toEqual({ ok: false, reason: 'user_name_taken' })
    expect(await resendFirstInvitation(olga, cast.alice.userId, NOW)).toEqual({ ok: false, reason: 'already_accepted' })
  })

  test('of nobody, or for no reseller, is a 404; so is an operator', async () => {
    await expect(inviteAdministrator(olga, { ...person('x'), resellerId: NOBODY }, NOW)).rejects.toThrow(NotFoundError)
    await expect(resendFirstInvitation(olga, NOBODY, NOW)).rejects.toThrow(NotFoundError)
    await expect(resendFirstInvitation(olga, olga.userId, NOW)).rejects.toThrow(NotFoundError)
  })
})
