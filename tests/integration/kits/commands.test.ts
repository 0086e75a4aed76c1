import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { kitArchives, kits } from '@/db/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { deleteKitDraft, publishKit, saveKitDraft, withdrawKit } from '@/lib/kits/commands'
import { getKit, listKits } from '@/lib/kits/queries'
import { saveKitDraftSchema } from '@/lib/kits/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { draftOf, MARK, NOW, published, stampOf, tellOfSmallAgent } from './draft'

testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'kits-'))
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
  tellOfSmallAgent(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() =>
  withSystem('tests', async (tx) => {
    await tx.execute(sql`reset role`)
    await tx.execute(sql`truncate kits, kit_archives`)
  }),
)

const LATER = new Date(NOW.getTime() + 60_000)
const draft = (values: Parameters<typeof draftOf>[1] = {}) => draftOf(cast.resellerId, values)
const save = async (values: Parameters<typeof draftOf>[1] = {}) => must(await saveKitDraft(cast.alice, draft(values), NOW)).kitId
const publish = async (kitId: string, now = NOW) => publishKit(cast.alice, { kitId, stamp: await stampOf(kitId) }, now)
const count = () => withSystem('tests', (tx) => tx.$count(kits))

describe('saving a draft', () => {
  test('makes the next version, which stays one while it is changed', async () => {
    expect(await saveKitDraft(cast.alice, draft({ icon: MARK }), NOW)).toMatchObject({ ok: true, value: { version: 1 } })
    const [first] = (await listKits(cast.alice)).kits
    expect(first).toMatchObject({
      version: 1,
      state: 'draft',
      productName: 'Alpine Backup',
      savedBy: 'alice',
      icon: { type: 'svg', body: MARK },
    })
    const again = draft({ stamp: first?.stamp, productName: 'Alpine Vault', supportPhone: '+33 4 50 00 00 00' })
    expect(await saveKitDraft(cast.berthe, again, LATER)).toMatchObject({ ok: true, value: { kitId: first?.id, version: 1 } })
    expect((await listKits(cast.alice)).kits).toMatchObject([{ productName: 'Alpine Vault', savedBy: 'berthe', icon: { body: MARK } }])
    expect(await auditOf(first?.id ?? '')).toMatchObject([
      { action: 'kit.saved', by: 'alice', subject: 'Alpine Backup' },
      { action: 'kit.saved', by: 'berthe', subject: 'Alpine Vault' },
    ])
  })

  test('over one that another changed, published or made meanwhile is told, and changes nothing', async () => {
    const kitId = await save()
    const mine = draft({ stamp: await stampOf(kitId) })
    must(await saveKitDraft(cast.berthe, { ...mine, productName: 'Theirs' }, LATER))
    expect(await saveKitDraft(cast.alice, mine, LATER)).toEqual({ ok: false, reason: 'changed_meanwhile' })
    expect(await saveKitDraft(cast.alice, draft(), LATER)).toEqual({ ok: false, reason: 'changed_meanwhile' })
    must(await publish(kitId))
    expect(await saveKitDraft(cast.alice, mine, LATER)).toEqual({ ok: false, reason: 'changed_meanwhile' })
    expect((await listKits(cast.alice)).kits).toMatchObject([{ productName: 'Theirs' }])
  })

  test('by two people at once makes one', async () => {
    const results = await Promise.all([saveKitDraft(cast.alice, draft(), NOW), saveKitDraft(cast.berthe, draft(), NOW)])
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await count()).toBe(1)
  })

  test('keeps, replaces or removes the icon', async () => {
    const kitId = await save({ icon: MARK })
    must(await publish(kitId))
    const next = await save()
    expect((await getKit(cast.alice, next)).icon?.body).toEqual(MARK)
    must(await saveKitDraft(cast.alice, draft({ stamp: await stampOf(next), icon: 'remove' }), LATER))
    expect((await getKit(cast.alice, next)).icon).toBeNull()
    expect((await getKit(cast.alice, kitId)).icon?.body).toEqual(MARK)
  })

  test('with a configuration that no agent could read is refused, with the platform, the line and what is wrong', async () => {
    const wrong = draft({ macos: 'paths: [/Users]\n\nrun: rm -rf /\n' })
    const refusal = { ok: false, reason: 'invalid_config', platform: 'macos', line: 3, detail: expect.stringContaining('run') }
    expect(await saveKitDraft(cast.alice, wrong, NOW)).toEqual(refusal)
    expect(await count()).toBe(0)
  })

  test('with an icon that could do harm is refused', async () => {
    const wrong = draft({ icon: Buffer.from('<svg><script>alert(1)</script></svg>') })
    expect(await saveKitDraft(cast.alice, wrong, NOW)).toEqual({ ok: false, reason: 'icon_unsafe' })
    expect(await count()).toBe(0)
  })

  test('without the right is a 403, for another reseller a 404', async () => {
    await expect(saveKitDraft(cast.bob, draft(), NOW)).rejects.toThrow(ForbiddenError)
    await expect(saveKitDraft(cast.carol, draft(), NOW)).rejects.toThrow(NotFoundError)
    expect(await count()).toBe(0)
  })

  test('that cannot be audited does not happen', async () => {
    await withoutAudit(() => saveKitDraft(cast.alice, draft(), NOW))
    expect(await count()).toBe(0)
  })

  test('of nonsense is refused by the form', () => {
    const right = draft()
    expect(saveKitDraftSchema.safeParse(right).success).toBe(true)
    for (const wrong of [
      { productName: '' },
      { productName: 'two\nlines' },
      { productName: 'x'.repeat(81) },
      { accentColor: 'red' },
      { accentColor: '#0a7b9' },
      { supportEmail: 'nobody' },
      { supportUrl: 'javascript:alert(1)' },
      { linux: 'x'.repeat(20_000) },
      { resellerId: 'alpine' },
    ])
      expect(saveKitDraftSchema.safeParse({ ...right, ...wrong }).success, JSON.stringify(wrong).slice(0, 40)).toBe(false)
  })
})

describe('publishing', () => {
  test('builds and keeps an archive for each platform, with what they were built with', async () => {
    const kitId = await save()
    expect(await publish(kitId)).toEqual({ ok: true, value: undefined })
    const kit = await getKit(cast.bob, kitId)
    expect(kit).toMatchObject({
      state: 'published',
      publishedAt: NOW,
      publishedBy: 'alice',
      agentVersion: '9.8.7',
      portalUrl: 'https://admin.alpine.test',
    })
    expect(kit.archives.map(({ platform, fileName }) => [platform, fileName])).toEqual([
      ['linux', 'alpine-backup-agent-1-linux.tar.gz'],
      ['macos', 'alpine-backup-agent-1-macos.tar.gz'],
      ['windows', 'alpine-backup-agent-1-windows.zip'],
    ])
    for (const { sha256, byteCount } of kit.archives) expect([sha256.length, byteCount > 1000]).toEqual([64, true])
    expect((await auditOf(kitId)).at(-1)).toMatchObject({ action: 'kit.published', by: 'alice' })
  })

  test('takes the place of the version before, which can come back as it was', async () => {
    const first = await published(cast.alice, cast.resellerId)
    const before = await getKit(cast.alice, first)
    const second = await published(cast.alice, cast.resellerId, { productName: 'Alpine Vault' })
    const states = async () => (await listKits(cast.alice)).kits.map(({ version, state }) => [version, state])
    expect(await states()).toEqual([
      [2, 'published'],
      [1, 'retired'],
    ])
    tellOfSmallAgent(folder, '9.9.9')
    expect(await publish(first, LATER)).toMatchObject({ ok: true })
    tellOfSmallAgent(folder)
    expect(await states()).toEqual([
      [2, 'retired'],
      [1, 'published'],
    ])
    expect(await getKit(cast.alice, first)).toEqual(before)
    expect(await getKit(cast.alice, second)).toMatchObject({ retiredAt: LATER })
  })

  test('what is published already, or another draft than was seen, is told', async () => {
    const kitId = await save()
    expect(await publishKit(cast.alice, { kitId, stamp: 'another' }, NOW)).toEqual({ ok: false, reason: 'changed_meanwhile' })
    must(await publish(kitId))
    expect(await publish(kitId)).toEqual({ ok: false, reason: 'already_published' })
  })

  test('two versions at once leaves one published', async () => {
    const first = await published(cast.alice, cast.resellerId)
    must(await withdrawKit(cast.alice, { kitId: first }, NOW))
    const second = await save()
    await Promise.all([publish(first, LATER), publish(second, LATER)])
    expect((await listKits(cast.alice)).kits.filter(({ state }) => state === 'published')).toHaveLength(1)
  })

  test('what was published cannot be changed or deleted, by nobody', async () => {
    const kitId = await published(cast.alice, cast.resellerId)
    expect(await deleteKitDraft(cast.alice, { kitId })).toEqual({ ok: false, reason: 'not_a_draft' })
    for (const scope of [withSystem.bind(null, 'tests'), withActor.bind(null, cast.alice)] as const) {
      await expect(scope((tx) => tx.update(kits).set({ productName: 'Other' }))).rejects.toThrow()
      await expect(scope((tx) => tx.delete(kits))).rejects.toThrow()
      await expect(scope((tx) => tx.update(kitArchives).set({ sha256: '' }))).rejects.toThrow()
      await expect(scope((tx) => tx.delete(kitArchives))).rejects.toThrow()
    }
    expect(await getKit(cast.alice, kitId)).toMatchObject({ productName: 'Alpine Backup' })
  })

  test('without the right is a 403, for another reseller a 404, of no id a 404', async () => {
    const input = { kitId: await save(), stamp: '' }
    await expect(publishKit(cast.bob, input, NOW)).rejects.toThrow(ForbiddenError)
    await expect(publishKit(cast.carol, input, NOW)).rejects.toThrow(NotFoundError)
    await expect(publishKit(cast.alice, { ...input, kitId: 'PC-1' }, NOW)).rejects.toThrow(NotFoundError)
  })

  test('that cannot be audited does not happen', async () => {
    const kitId = await save()
    await withoutAudit(() => publish(kitId))
    expect(await getKit(cast.alice, kitId)).toMatchObject({ state: 'draft', archives: [] })
  })
})

describe('withdrawing and deleting', () => {
  test('leaves nothing published, and the version where it was', async () => {
    const kitId = await published(cast.alice, cast.resellerId)
    expect(await withdrawKit(cast.berthe, { kitId }, LATER)).toMatchObject({ ok: true })
    expect(await getKit(cast.alice, kitId)).toMatchObject({ state: 'retired', retiredAt: LATER, archives: [{}, {}, {}] })
    expect(await withdrawKit(cast.alice, { kitId }, LATER)).toEqual({ ok: false, reason: 'not_published' })
    expect((await auditOf(kitId)).at(-1)).toMatchObject({ action: 'kit.withdrawn', by: 'berthe' })
  })

  test('a draft is gone, and its number free again', async () => {
    const kitId = await save()
    expect(await withdrawKit(cast.alice, { kitId }, NOW)).toEqual({ ok: false, reason: 'not_published' })
    expect(await deleteKitDraft(cast.alice, { kitId })).toMatchObject({ ok: true })
    expect(await withSystem('tests', (tx) => tx.$count(kits, eq(kits.id, kitId)))).toBe(0)
    expect((await auditOf(kitId)).at(-1)).toMatchObject({ action: 'kit.deleted' })
    expect(await saveKitDraft(cast.alice, draft(), NOW)).toMatchObject({ value: { version: 1 } })
  })

  test.each([
    ['withdrawing', (actor: Cast['alice'], kitId: string) => withdrawKit(actor, { kitId }, NOW)],
    ['deleting', (actor: Cast['alice'], kitId: string) => deleteKitDraft(actor, { kitId })],
  ])('%s without the right is a 403, for another reseller a 404', async (_, command) => {
    const kitId = await save()
    await expect(command(cast.bob, kitId)).rejects.toThrow(ForbiddenError)
    await expect(command(cast.carol, kitId)).rejects.toThrow(NotFoundError)
  })
})
