import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brands } from '@/db/schema'
import { allow, found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { type BrandActor, canManageBrand, ownsBrand } from './policy'

export type ManagedBrand = { id: string; resellerId: string | null; audience: 'portal' | 'operator'; productName: string; version: string }

/** Changes with each change of the brand; what a form carries to tell whether it is still current. */
export const brandVersion = sql<string>`${brands.updatedAt}::text`

/** The brand, if it is the actor's to change. Throws NotFoundError for another's or a shared one, ForbiddenError for too low a right. */
export async function getManagedBrand(tx: Tx, actor: BrandActor, brandId: string): Promise<ManagedBrand> {
  const brand = await selectBrand(tx, parseId(brandId, 'brand'))
  const own = found(brand && ownsBrand(actor, brand) ? brand : null, 'brand')
  allow(canManageBrand(actor))
  return own
}

/** As getManagedBrand, holding the brand until the transaction ends: of two who change it, or its hosts, one goes first. */
export async function lockManagedBrand(tx: Tx, actor: BrandActor, brandId: string): Promise<ManagedBrand> {
  const { id } = await getManagedBrand(tx, actor, brandId)
  return found(await selectBrand(tx, id, true), 'brand')
}

async function selectBrand(tx: Tx, id: string, lock = false): Promise<ManagedBrand | undefined> {
  const { resellerId, audience, productName } = brands
  const query = tx.select({ id: brands.id, resellerId, audience, productName, version: brandVersion }).from(brands).where(eq(brands.id, id))
  const [brand] = await (lock ? query.for('update') : query)
  return brand
}
