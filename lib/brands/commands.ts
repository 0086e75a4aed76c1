import { and, eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { brandImages, brands } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, ok, type Result } from '@/lib/errors'
import { refreshDirectory } from '@/lib/hosts/queries'
import type { BrandImage } from './image'
import { maySendFrom } from './mail-sender'
import { lockManagedBrand } from './managed'
import type { BrandActor } from './policy'
import { type AddBrand, addBrandSchema, type UpdateBrand, updateBrandSchema } from './schema'
import { type ImageKind, imageKinds } from './types'

/** What becomes of a brand's pictures: a new one, none (null), or what it was. */
export type ImageChanges = Partial<Record<ImageKind, BrandImage | null>>

type UpdateProblem = 'changed_meanwhile' | 'foreign_sender'

/** Adds a platform brand: one that belongs to no reseller yet (requirements A1, G1). */
export function addBrand(actor: OperatorActor | SystemActor, input: AddBrand): Promise<Result<{ brandId: string }, 'slug_taken'>> {
  const values = addBrandSchema.parse(input)
  return withActor(actor, async (tx) => {
    const [brand] = await tx.insert(brands).values(values).onConflictDoNothing().returning({ id: brands.id })
    if (!brand) return fail('slug_taken')
    await audit(tx, actor, 'brand.added', { kind: 'brand', id: brand.id, name: values.productName, resellerId: null })
    return ok({ brandId: brand.id })
  })
}

/**
 * Changes how a brand looks and is reached, on all its hosts at once (requirements A1). Who saves over a version that another has changed
 * meanwhile is told, and a sender that is not the brand's is refused. Throws NotFoundError for a brand that is not the actor's,
 * ForbiddenError for who is no administrator.
 */
export async function updateBrand(
  actor: BrandActor,
  input: UpdateBrand,
  images: ImageChanges,
  now: Date,
): Promise<Result<void, UpdateProblem>> {
  const { brandId, version, ...looks } = updateBrandSchema.parse(input)
  const result = await withActor(actor, async (tx): Promise<Result<void, UpdateProblem>> => {
    const brand = await lockManagedBrand(tx, actor, brandId)
    if (brand.version !== version) return fail('changed_meanwhile')
    if (!(await maySendFrom(tx, actor, brand.id, looks.mailSender))) return fail('foreign_sender')
    await tx
      .update(brands)
      .set({ ...looks, updatedAt: now })
      .where(eq(brands.id, brand.id))
    for (const kind of imageKinds) await changeImage(tx, brand.id, kind, images[kind])
    const pictures = Object.fromEntries(Object.entries(images).map(([kind, image]) => [kind, image?.hash ?? null]))
    const subject = { kind: 'brand' as const, id: brand.id, name: brand.productName, resellerId: brand.resellerId }
    await audit(tx, actor, 'brand.updated', subject, { ...looks, ...pictures })
    return ok(undefined)
  })
  if (result.ok) refreshDirectory()
  return result
}

async function changeImage(tx: Tx, brandId: string, kind: ImageKind, image: BrandImage | null | undefined): Promise<void> {
  if (image === undefined) return
  await tx.delete(brandImages).where(and(eq(brandImages.brandId, brandId), eq(brandImages.kind, kind)))
  if (image === null) return
  const { mediaType, body, hash } = image
  await tx.insert(brandImages).values({ brandId, kind, mediaType, body, hash })
}
