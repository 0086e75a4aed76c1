import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { brands, kits, resellers } from '@/db/schema'
import { archiveSlice, archivesOf, iconOf, type KitRow, kitColumns } from './kit-row'
import { inSlices } from './slices'
import type { KitArchive, KitPlatform, Offer, OfferedKit, OpenArchive } from './types'

/**
 * What a host offers to the public (requirements F2). A brand of one reseller offers that reseller's published kit. Where several share
 * a brand each has a link with a `code`: without it there is nothing to tell whose client asks, and a list would name the resellers.
 * Null for a code that leads nowhere on this brand. Drafts and retired versions are never offered, nor a suspended reseller's.
 */
export function getOffer(brandId: string, code: string | null): Promise<Offer | null> {
  return withSystem('public downloads', async (tx) => {
    const row = await findPublished(tx, brandId, code)
    if (row?.kit.publishedAt)
      return { kind: 'kit', kit: offered(row, row.kit.publishedAt, (await archivesOf(tx, [row.kit.id]))(row.kit.id)) }
    if (code !== null) return (await isKnown(tx, brandId, code)) ? { kind: 'none' } : null
    const [brand] = await tx.select({ owner: brands.resellerId }).from(brands).where(eq(brands.id, brandId))
    return { kind: brand?.owner ? 'none' : 'link_needed' }
  })
}

/** The published archive for a platform, as it was kept; null when this address offers none. */
export async function openPublicArchive(brandId: string, code: string | null, platform: KitPlatform): Promise<OpenArchive | null> {
  const known = await withSystem('public downloads', async (tx) => {
    const kitId = (await findPublished(tx, brandId, code))?.kit.id
    const archive = kitId && (await archivesOf(tx, [kitId]))(kitId).find((each) => each.platform === platform)
    return archive ? { kitId, archive } : null
  })
  if (!known) return null
  const read = (offset: number, bytes: number) =>
    withSystem('public downloads', (tx) => archiveSlice(tx, known.kitId, platform, offset, bytes))
  return { ...known.archive, body: inSlices(known.archive.byteCount, read) }
}

/** What the public gets to know of a version, column by column. */
function offered({ kit }: KitRow, publishedAt: Date, archives: KitArchive[]): OfferedKit {
  const { version, productName, accentColor, supportEmail, supportPhone, supportUrl } = kit
  return { version, productName, accentColor, supportEmail, supportPhone, supportUrl, icon: iconOf(kit), archives, publishedAt }
}

async function findPublished(tx: Tx, brandId: string, code: string | null): Promise<KitRow | undefined> {
  const [row] = await tx
    .select(kitColumns)
    .from(kits)
    .innerJoin(resellers, eq(resellers.id, kits.resellerId))
    .innerJoin(brands, eq(brands.id, resellers.brandId))
    .where(and(isNotNull(kits.publishedAt), isNull(kits.retiredAt), eq(brands.id, brandId), isNull(resellers.suspendedAt), ofAddress(code)))
  return row
}

async function isKnown(tx: Tx, brandId: string, code: string): Promise<boolean> {
  return (await tx.$count(resellers, and(eq(resellers.brandId, brandId), ofAddress(code)))) > 0
}

const ofAddress = (code: string | null) => (code === null ? eq(brands.resellerId, resellers.id) : eq(resellers.downloadCode, code))
