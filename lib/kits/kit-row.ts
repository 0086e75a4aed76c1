import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brands, kitArchives, kits, resellers } from '@/db/schema'
import { found } from '@/lib/errors'
import { brandUrl } from '@/lib/hosts/links'
import { kitIdentifier } from './identifier'
import { kitState } from './state'
import type { KitArchive, KitDetail, KitFacts, KitIcon } from './types'

/** Changes with each change of a version; what a form carries to tell whether it is still current. */
export const kitStamp = sql<string>`${kits.updatedAt}::text`
export const kitColumns = { kit: kits, stamp: kitStamp }

export type KitRow = { kit: typeof kits.$inferSelect; stamp: string }

export const iconOf = ({ icon, iconType }: KitRow['kit']): KitIcon | null => (icon && iconType ? { type: iconType, body: icon } : null)

export function kitDetail({ kit, stamp }: KitRow, archives: KitArchive[]): KitDetail {
  const { resellerId: _resellerId, createdAt: _createdAt, iconType: _iconType, ...shown } = kit
  return { ...shown, stamp, icon: iconOf(kit), state: kitState(kit), archives }
}

const { kitId, platform, fileName, byteCount, sha256 } = kitArchives
const archiveColumns = { kitId, platform, fileName, byteCount, sha256 }

/** What there is to say of the archives of some versions, without their bytes. */
export async function archivesOf(tx: Tx, kitIds: string[]): Promise<(id: string) => KitArchive[]> {
  const rows = await tx.select(archiveColumns).from(kitArchives).where(inArray(kitId, kitIds)).orderBy(asc(platform))
  return (id) => rows.filter((row) => row.kitId === id).map(({ kitId: _kitId, ...archive }) => archive)
}

/** How a reseller's kits reach it: the portal's address on its brand, its language, and where its public page is. */
export async function kitHome(tx: Tx, resellerId: string): Promise<{ portal: string; locale: 'fr' | 'en'; publicPath: string }> {
  const [row] = await tx
    .select({ brandId: brands.id, owner: brands.resellerId, code: resellers.downloadCode, locale: resellers.locale })
    .from(resellers)
    .innerJoin(brands, eq(brands.id, resellers.brandId))
    .where(eq(resellers.id, resellerId))
  const { brandId, owner, code, locale } = found(row, 'reseller')
  const publicPath = owner === resellerId ? '/download' : `/download/${code}`
  return { portal: await brandUrl(tx, brandId, ''), locale, publicPath }
}

/** What decides the bytes of a version's archives. */
export function kitFacts(kit: KitRow['kit'], { portal, locale }: { portal: string; locale: 'fr' | 'en' }): KitFacts {
  const { productName, version, accentColor, supportEmail, supportPhone, supportUrl, configs } = kit
  const support = { email: supportEmail, phone: supportPhone, url: supportUrl }
  const file = { id: kitIdentifier(productName), version, productName, accentColor, locale, portal, support }
  return { file, icon: iconOf(kit), configs }
}

/** A part of a stored archive; empty past its end. */
export async function archiveSlice(tx: Tx, id: string, of: KitArchive['platform'], offset: number, bytes: number): Promise<Buffer> {
  const [row] = await tx
    .select({ part: sql<Buffer>`substring(${kitArchives.body} from ${offset + 1} for ${bytes})` })
    .from(kitArchives)
    .where(and(eq(kitId, id), eq(platform, of)))
  return found(row, 'archive').part
}
