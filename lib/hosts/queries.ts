import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { withActor, withSystem } from '@/db/client'
import { brandHosts, brands } from '@/db/schema'
import { imageFact } from '@/lib/brands/image-fact'
import { getManagedBrand } from '@/lib/brands/managed'
import type { BrandActor } from '@/lib/brands/policy'
import { proofRecord } from './proof'
import type { Brand, Directory, HostRow } from './types'

const FRESH_MILLISECONDS = 30_000
/** A host that is not known makes the directory look again, but not oftener than this. */
const RETRY_MILLISECONDS = 2_000

type Cache = { hosts: Map<string, Brand>; isEmpty: boolean; readAt: number; stale: boolean; reading?: Promise<void> }
const shared = globalThis as typeof globalThis & { portalDirectory?: Cache }

/**
 * The directory of hosts, at most 30 s old; `host` is the one that is about to be looked up. While Postgres is away the last
 * known directory stands; throws only when there was none yet.
 */
export async function getDirectory(host: string): Promise<Directory> {
  shared.portalDirectory ??= { hosts: new Map(), isEmpty: false, readAt: 0, stale: false }
  const cache = shared.portalDirectory
  const age = Date.now() - cache.readAt
  if (cache.stale || age > FRESH_MILLISECONDS || (age > RETRY_MILLISECONDS && !cache.hosts.has(host))) {
    cache.reading ??= startReading(cache)
    await cache.reading.catch((error: unknown) => {
      if (cache.readAt === 0) throw error
    })
  }
  return { find: (name) => cache.hosts.get(name), isEmpty: cache.isEmpty }
}

/** Makes the next look-up in this process read the directory anew; call it once a change of brands or hosts is committed. */
export function refreshDirectory(): void {
  const cache = shared.portalDirectory
  if (!cache) return
  cache.stale = true
  // What is being read now may have begun before the change.
  cache.reading = undefined
}

function startReading(cache: Cache): Promise<void> {
  cache.stale = false
  // A reading that a change has overtaken is dropped, unless there is nothing yet.
  const isWanted = () => cache.reading === reading || cache.readAt === 0
  const reading = read(cache, isWanted).finally(() => {
    if (cache.reading === reading) cache.reading = undefined
  })
  return reading
}

async function read(cache: Cache, isWanted: () => boolean): Promise<void> {
  const rows = await withSystem('host directory', (tx) =>
    tx
      .select({
        host: brandHosts.host,
        id: brands.id,
        slug: brands.slug,
        audience: brands.audience,
        productName: brands.productName,
        resellerId: brands.resellerId,
        accentColor: brands.accentColor,
        logo: imageFact('logo'),
        favicon: imageFact('favicon'),
        supportEmail: brands.supportEmail,
        supportPhone: brands.supportPhone,
        supportUrl: brands.supportUrl,
        locale: brands.locale,
      })
      .from(brands)
      .leftJoin(brandHosts, and(eq(brandHosts.brandId, brands.id), isNotNull(brandHosts.verifiedAt))),
  )
  if (!isWanted()) return
  cache.hosts = new Map(rows.flatMap(({ host, ...brand }) => (host ? [[host, brand]] : [])))
  cache.isEmpty = rows.length === 0
  cache.readAt = Date.now()
}

/** The hosts of a brand and its claims, oldest first. Throws NotFoundError where it is not the actor's, ForbiddenError for too low a right. */
export function listHosts(actor: BrandActor, brandId: string): Promise<HostRow[]> {
  return withActor(actor, async (tx) => {
    const brand = await getManagedBrand(tx, actor, brandId)
    const { id, host, token, verifiedAt, checkedAt, problem } = brandHosts
    const rows = await tx
      .select({ id, host, token, verifiedAt, checkedAt, problem })
      .from(brandHosts)
      .where(eq(brandHosts.brandId, brand.id))
      .orderBy(asc(brandHosts.createdAt), asc(id))
    return rows.map(({ token: value, ...row }) => ({ ...row, record: proofRecord(row.host, value) }))
  })
}

/** Whose a host is, whoever asks: a user does not see the hosts of other brands, and must not claim them either. */
export function findHostHolder(host: string): Promise<{ brandId: string; audience: 'portal' | 'operator' } | null> {
  return withSystem('holder of a host', async (tx) => {
    const [holder] = await tx
      .select({ brandId: brandHosts.brandId, audience: brands.audience })
      .from(brandHosts)
      .innerJoin(brands, eq(brands.id, brandHosts.brandId))
      .where(and(eq(brandHosts.host, host), isNotNull(brandHosts.verifiedAt)))
    return holder ?? null
  })
}
