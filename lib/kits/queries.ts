import { Readable } from 'node:stream'
import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { brands, kits, resellers } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { streamArchive } from './archive'
import { archiveName } from './archive-name'
import { kitIdentifier } from './identifier'
import { archiveSlice, archivesOf, kitColumns, kitDetail, kitFacts, kitHome } from './kit-row'
import { inSlices } from './slices'
import { readKitSources } from './sources'
import { startingConfigs } from './starting-configs'
import type { KitContent, KitDetail, KitPlatform, OpenArchive } from './types'

/** The versions of the actor's own kit, the newest first, and where the public finds the published one (requirements F1, F2). */
export function listKits(actor: UserActor): Promise<{ kits: KitDetail[]; publicPath: string; portal: string }> {
  return withActor(actor, async (tx) => {
    const rows = await tx.select(kitColumns).from(kits).where(eq(kits.resellerId, actor.resellerId)).orderBy(desc(kits.version))
    const ids = rows.map(({ kit }) => kit.id)
    const [archives, { publicPath, portal }] = await Promise.all([archivesOf(tx, ids), kitHome(tx, actor.resellerId)])
    return { kits: rows.map((row) => kitDetail(row, archives(row.kit.id))), publicPath, portal }
  })
}

/** One version, with everything in it. Throws NotFoundError outside the actor's scope. */
export function getKit(actor: UserActor, kitId: string): Promise<KitDetail> {
  const id = parseId(kitId, 'kit')
  return withActor(actor, async (tx) => {
    const [[row], archives] = await Promise.all([tx.select(kitColumns).from(kits).where(eq(kits.id, id)), archivesOf(tx, [id])])
    return kitDetail(found(row, 'kit'), archives(id))
  })
}

/** Where a machine of the actor's gets the published kit from: its link's code on a shared brand, and its folder; null without one. */
export function findOwnOffer(actor: UserActor): Promise<{ code: string | null; id: string } | null> {
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ productName: kits.productName, code: resellers.downloadCode, isOwn: sql<boolean>`${brands.resellerId} is not null` })
      .from(kits)
      .innerJoin(resellers, eq(resellers.id, kits.resellerId))
      .innerJoin(brands, eq(brands.id, resellers.brandId))
      .where(and(eq(kits.resellerId, actor.resellerId), isNotNull(kits.publishedAt), isNull(kits.retiredAt)))
    return row ? { code: row.isOwn ? null : row.code, id: kitIdentifier(row.productName) } : null
  })
}

/**
 * An archive of any version, for the people of its account: a published one as it was kept, a draft built now, to be tried before it
 * is published. Throws NotFoundError outside the actor's scope.
 */
export async function openKitArchive(actor: UserActor, kitId: string, platform: KitPlatform): Promise<OpenArchive> {
  const id = parseId(kitId, 'kit')
  const { kit, archive, home } = await withActor(actor, async (tx) => {
    const [[row], archives, at] = await Promise.all([
      tx.select(kitColumns).from(kits).where(eq(kits.id, id)),
      archivesOf(tx, [id]),
      kitHome(tx, actor.resellerId),
    ])
    return { kit: found(row, 'kit').kit, archive: archives(id).find((each) => each.platform === platform), home: at }
  })
  if (archive) {
    const read = (offset: number, bytes: number) => withActor(actor, (tx) => archiveSlice(tx, id, platform, offset, bytes))
    return { ...archive, body: inSlices(archive.byteCount, read) }
  }
  const facts = kitFacts(kit, home)
  const stream = streamArchive(facts, platform, await readKitSources(platform))
  const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>
  return { fileName: archiveName(facts, platform), byteCount: null, sha256: null, body }
}

/** What the editor starts from: the draft, else the newest version, else what the brand says of itself. `stamp` is '' without a draft. */
export function getKitToEdit(actor: UserActor): Promise<{ stamp: string; version: number; content: KitContent }> {
  return withActor(actor, async (tx) => {
    const [row] = await tx.select(kitColumns).from(kits).where(eq(kits.resellerId, actor.resellerId)).orderBy(desc(kits.version)).limit(1)
    if (!row) return { stamp: '', version: 1, content: await brandContent(tx, actor.brandId) }
    const { stamp, state, ...content } = kitDetail(row, [])
    return state === 'draft' ? { stamp, version: row.kit.version, content } : { stamp: '', version: row.kit.version + 1, content }
  })
}

async function brandContent(tx: Tx, brandId: string): Promise<KitContent> {
  const { productName, accentColor, supportEmail, supportPhone, supportUrl } = brands
  const [brand] = await tx
    .select({ productName, accentColor, supportEmail, supportPhone, supportUrl })
    .from(brands)
    .where(eq(brands.id, brandId))
  return { ...found(brand, 'brand'), configs: startingConfigs, icon: null }
}
