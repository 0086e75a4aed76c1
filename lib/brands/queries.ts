import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { withActor, withSystem } from '@/db/client'
import { brandHosts, brandImages, brands, resellers } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { imageFact } from './image-fact'
import { brandVersion, getManagedBrand } from './managed'
import type { BrandActor } from './policy'
import type { BrandDetail, BrandRow, ImageFact, ImageKind } from './types'

export type BrandSummary = { id: string; slug: string; audience: 'portal' | 'operator'; resellerId: string | null }
/** A picture as it is served. */
export type StoredImage = ImageFact & { body: Buffer }

const summary = { id: brands.id, slug: brands.slug, audience: brands.audience, resellerId: brands.resellerId }

export function findBrandBySlug(actor: OperatorActor | SystemActor, slug: string): Promise<BrandSummary | null> {
  return withActor(actor, async (tx) => {
    const [brand] = await tx.select(summary).from(brands).where(eq(brands.slug, slug))
    return brand ?? null
  })
}

/** The brand that answers on a host; one that only claims it does not. */
export function findBrandByHost(actor: OperatorActor | SystemActor, host: string): Promise<BrandSummary | null> {
  return withActor(actor, async (tx) => {
    const [brand] = await tx
      .select(summary)
      .from(brands)
      .innerJoin(brandHosts, eq(brandHosts.brandId, brands.id))
      .where(and(eq(brandHosts.host, host), isNotNull(brandHosts.verifiedAt)))
    return brand ?? null
  })
}

/** All brands of the platform with their hosts, by name (requirements G1). */
export function listBrands(actor: OperatorActor | SystemActor): Promise<BrandRow[]> {
  const owners = alias(resellers, 'owners')
  const hosts = sql<string[]>`array(select ${brandHosts.host} from ${brandHosts}
    where ${brandHosts.brandId} = ${brands.id} and ${brandHosts.verifiedAt} is not null order by 1)`
  const claims = sql<number>`(select count(*)::int from ${brandHosts} where ${brandHosts.brandId} = ${brands.id} and ${brandHosts.verifiedAt} is null)`
  return withActor(actor, (tx) =>
    tx
      .select({
        id: brands.id,
        slug: brands.slug,
        audience: brands.audience,
        productName: brands.productName,
        accentColor: brands.accentColor,
        owner: owners.name,
        resellerCount: sql<number>`(select count(*)::int from ${resellers} where ${resellers.brandId} = ${brands.id})`,
        hosts,
        claimCount: claims,
        logo: imageFact('logo'),
      })
      .from(brands)
      .leftJoin(owners, eq(owners.id, brands.resellerId))
      .orderBy(alphabetical(brands.productName)),
  )
}

/** A brand for its editor. Throws NotFoundError where it is not the actor's, ForbiddenError for who is no administrator. */
export function getBrand(actor: BrandActor, brandId: string): Promise<BrandDetail> {
  return withActor(actor, async (tx) => {
    const { id } = await getManagedBrand(tx, actor, brandId)
    const { resellerId, productName, accentColor, supportEmail, supportPhone, supportUrl, mailSender, locale } = brands
    const [brand] = await tx
      .select({
        ...summary,
        resellerId,
        productName,
        accentColor,
        supportEmail,
        supportPhone,
        supportUrl,
        mailSender,
        locale,
        version: brandVersion,
        logo: imageFact('logo'),
        favicon: imageFact('favicon'),
      })
      .from(brands)
      .where(eq(brands.id, id))
    return found(brand, 'brand')
  })
}

/** A picture of a brand, for everybody: it stands on the sign-in page. Null when there is none. */
export function findBrandImage(brandId: string, kind: ImageKind): Promise<StoredImage | null> {
  return withSystem('pictures of hosts', async (tx) => {
    const { mediaType, hash, body } = brandImages
    const [image] = await tx
      .select({ mediaType, hash, body })
      .from(brandImages)
      .where(and(eq(brandImages.brandId, brandId), eq(brandImages.kind, kind)))
    return image ?? null
  })
}
