import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { resellers } from '@/db/schema'
import { addBrand } from '@/lib/brands/commands'
import { NotFoundError } from '@/lib/errors'
import { addHost } from '@/lib/hosts/commands'
import { publishKit, saveKitDraft, withdrawKit } from '@/lib/kits/commands'
import { getOffer, openPublicArchive } from '@/lib/kits/downloads'
import { kitPlatforms } from '@/lib/kits/platforms'
import { getKit, getKitToEdit, listKits, openKitArchive } from '@/lib/kits/queries'
import type { OpenArchive } from '@/lib/kits/types'
import { addReseller, suspendReseller } from '@/lib/resellers/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { statementsOf } from '@/tests/support/many-machines'
import { draftOf, MARK, NOW, published, stampOf, tellOfSmallAgent } from './draft'

testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'downloads-'))
let cast: Cast
let shared: { brandId: string; one: Shared; two: Shared }
type Shared = { resellerId: string; code: string }

beforeAll(async () => {
  cast = await makeCast()
  tellOfSmallAgent(folder)
  const { brandId } = must(await addBrand(system, { slug: 'shared', productName: 'Shared Online', accentColor: '#4d7c0f' }))
  must(await addHost(system, { brandId, host: 'admin.shared.test' }, NOW))
  shared = { brandId, one: await sharing(brandId, 'One'), two: await sharing(brandId, 'Two') }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function sharing(brandId: string, name: string): Promise<Shared> {
  const facts = { brandId, name, ownsBrand: false, product: 'online', pack: 'statistics', alertEmail: 'alerts@shared.test' } as const
  const volumes = { allocatedBytes: 1e12, spaceName: 'Main', spaceBytes: 1e12 }
  const { resellerId } = must(await addReseller(system, { ...facts, ...volumes }))
  return { resellerId, code: await codeOf(resellerId) }
}

const codeOf = async (resellerId: string): Promise<string> => {
  const [row] = await withSystem('tests', (tx) =>
    tx.select({ code: resellers.downloadCode }).from(resellers).where(eq(resellers.id, resellerId)),
  )
  return row?.code ?? ''
}

async function read(archive: OpenArchive | null): Promise<{ sha256: string; byteCount: number }> {
  const hash = createHash('sha256')
  let byteCount = 0
  for await (const part of archive?.body ?? []) {
    hash.update(part)
    byteCount += part.length
  }
  return { sha256: hash.digest('hex'), byteCount }
}

describe('a brand of one reseller', () => {
  test('offers nothing before a version is published; a draft is never to be had from outside', async () => {
    const { kitId } = must(await saveKitDraft(cast.alice, draftOf(cast.resellerId, { icon: MARK }), NOW))
    const code = await codeOf(cast.resellerId)
    for (const address of [null, code]) {
      expect(await getOffer(cast.alpine.id, address)).toEqual({ kind: 'none' })
      expect(await openPublicArchive(cast.alpine.id, address, 'linux')).toBeNull()
    }
    must(await publishKit(cast.alice, { kitId, stamp: await stampOf(kitId) }, NOW))
  })

  test('offers the published version, with its bytes as their checksum says', async () => {
    const offer = await getOffer(cast.alpine.id, null)
    if (offer?.kind !== 'kit') throw new Error('no kit')
    expect(offer.kit).toMatchObject({ version: 1, productName: 'Alpine Backup', publishedAt: NOW, icon: { type: 'svg' } })
    for (const platform of kitPlatforms) {
      const expected = offer.kit.archives.find((archive) => archive.platform === platform)
      const archive = await openPublicArchive(cast.alpine.id, null, platform)
      expect(await read(archive)).toEqual({ sha256: expected?.sha256, byteCount: expected?.byteCount })
      expect(archive).toMatchObject({ fileName: expected?.fileName, sha256: expected?.sha256, byteCount: expected?.byteCount })
    }
  })

  test('says of a version nothing but what its page shows', async () => {
    const offer = await getOffer(cast.alpine.id, null)
    const shown = ['accentColor', 'archives', 'icon', 'productName', 'publishedAt', 'supportEmail', 'supportPhone', 'supportUrl', 'version']
    expect(offer?.kind === 'kit' && Object.keys(offer.kit).sort()).toEqual(shown)
    expect(offer?.kind === 'kit' && Object.keys(offer.kit.archives[0] ?? {}).sort()).toEqual([
      'byteCount',
      'fileName',
      'platform',
      'sha256',
    ])
  })

  test('offers nothing of another brand, by whatever address', async () => {
    const code = await codeOf(cast.resellerId)
    expect(await getOffer(cast.other.id, null)).toEqual({ kind: 'none' })
    for (const brandId of [cast.other.id, shared.brandId]) {
      expect(await getOffer(brandId, code)).toBeNull()
      expect(await openPublicArchive(brandId, code, 'linux')).toBeNull()
    }
  })
})

describe('a brand that several share', () => {
  test('asks for a link, which leads to its reseller’s kit alone', async () => {
    await published(system, shared.one.resellerId, { productName: 'Kit of One' })
    expect(await getOffer(shared.brandId, null)).toEqual({ kind: 'link_needed' })
    expect(await openPublicArchive(shared.brandId, null, 'linux')).toBeNull()
    expect(await getOffer(shared.brandId, shared.one.code)).toMatchObject({ kind: 'kit', kit: { productName: 'Kit of One' } })
    expect(await getOffer(shared.brandId, shared.two.code)).toEqual({ kind: 'none' })
    expect(await openPublicArchive(shared.brandId, shared.two.code, 'linux')).toBeNull()
  })

  test('has links that nobody can guess', async () => {
    expect(shared.one.code).toMatch(/^[0-9a-f]{20}$/)
    expect(shared.one.code).not.toBe(shared.two.code)
    for (const guess of ['', 'kit', shared.one.resellerId, `${shared.one.code}'`, shared.one.code.slice(0, -1), '%'])
      expect(await getOffer(shared.brandId, guess), guess).toBeNull()
  })

  test('offers nothing of a reseller that is suspended', async () => {
    await published(system, shared.two.resellerId)
    must(await suspendReseller(system, shared.two.resellerId, NOW))
    expect(await getOffer(shared.brandId, shared.two.code)).toEqual({ kind: 'none' })
    expect(await openPublicArchive(shared.brandId, shared.two.code, 'linux')).toBeNull()
  })
})

describe('the people of the account', () => {
  test('read the kit without any right, with the address of its page', async () => {
    const list = await listKits(cast.bob)
    expect(list).toMatchObject({ publicPath: '/download', portal: 'https://admin.alpine.test', kits: [{ version: 1, state: 'published' }] })
    expect(await listKits(cast.carol)).toMatchObject({ kits: [] })
  })

  test('get older versions as they were, and a draft as it would be', async () => {
    const [first] = (await listKits(cast.alice)).kits
    const id = first?.id ?? ''
    must(await withdrawKit(cast.alice, { kitId: id }, NOW))
    expect(await openPublicArchive(cast.alpine.id, null, 'linux')).toBeNull()
    const linux = first?.archives.find(({ platform }) => platform === 'linux')
    expect(await read(await openKitArchive(cast.bob, id, 'linux'))).toMatchObject({ sha256: linux?.sha256 })
    const { kitId } = must(await saveKitDraft(cast.alice, draftOf(cast.resellerId), NOW))
    const draft = await openKitArchive(cast.bob, kitId, 'windows')
    expect(draft).toMatchObject({ fileName: 'alpine-backup-agent-2-windows.zip', byteCount: null, sha256: null })
    const built = await read(draft)
    must(await publishKit(cast.alice, { kitId, stamp: await stampOf(kitId) }, NOW))
    expect(await read(await openPublicArchive(cast.alpine.id, null, 'windows'))).toEqual(built)
  })

  test('of another reseller find nothing, nor does who asks for no id', async () => {
    const id = (await listKits(cast.alice)).kits[0]?.id ?? ''
    await expect(getKit(cast.carol, id)).rejects.toThrow(NotFoundError)
    await expect(openKitArchive(cast.carol, id, 'linux')).rejects.toThrow(NotFoundError)
    await expect(async () => getKit(cast.alice, 'latest')).rejects.toThrow(NotFoundError)
    await expect(openKitArchive(cast.alice, 'latest', 'linux')).rejects.toThrow(NotFoundError)
  })

  test('start the editor from the draft, else the newest version, else from what the brand says of itself', async () => {
    expect(await getKitToEdit(cast.carol)).toMatchObject({ stamp: '', version: 1, content: { productName: 'other backup', icon: null } })
    expect(await getKitToEdit(cast.alice)).toMatchObject({ stamp: '', version: 3, content: { productName: 'Alpine Backup' } })
    const { kitId } = must(await saveKitDraft(cast.alice, draftOf(cast.resellerId, { productName: 'Next' }), NOW))
    expect(await getKitToEdit(cast.alice)).toMatchObject({ stamp: await stampOf(kitId), version: 3, content: { productName: 'Next' } })
  })

  test('the list takes as many questions for many versions as for one', async () => {
    const few = await statementsOf(() => listKits(cast.carol))
    expect(await statementsOf(() => listKits(cast.alice))).toBe(few)
  })
})
