import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { brandHosts, brands } from '@/db/schema'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'

export type BrandSummary = { id: string; slug: string; audience: 'portal' | 'operator'; resellerId: string | null }

const summary = { id: brands.id, slug: brands.slug, audience: brands.audience, resellerId: brands.resellerId }

export function findBrandBySlug(actor: OperatorActor | SystemActor, slug: string): Promise<BrandSummary | null> {
  return withActor(actor, async (tx) => {
    const [brand] = await tx.select(summary).from(brands).where(eq(brands.slug, slug))
    return brand ?? null
  })
}

export function findBrandByHost(actor: OperatorActor | SystemActor, host: string): Promise<BrandSummary | null> {
  return withActor(actor, async (tx) => {
    const [brand] = await tx
      .select(summary)
      .from(brands)
      .innerJoin(brandHosts, eq(brandHosts.brandId, brands.id))
      .where(eq(brandHosts.host, host))
    return brand ?? null
  })
}
