import { eq } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { brandHosts, brands } from '@/db/schema'
import type { Brand, Directory } from './types'

const FRESH_MILLISECONDS = 30_000
/** A host that is not known makes the directory look again, but not oftener than this. */
const RETRY_MILLISECONDS = 2_000

type Cache = { hosts: Map<string, Brand>; readAt: number; reading?: Promise<void> }
const shared = globalThis as typeof globalThis & { portalDirectory?: Cache }

/**
 * The directory of hosts, at most 30 s old; `host` is the one that is about to be looked up. While Postgres is away the last
 * known directory stands; throws only when there was none yet.
 */
export async function getDirectory(host: string): Promise<Directory> {
  shared.portalDirectory ??= { hosts: new Map(), readAt: 0 }
  const cache = shared.portalDirectory
  const age = Date.now() - cache.readAt
  if (age > FRESH_MILLISECONDS || (age > RETRY_MILLISECONDS && !cache.hosts.has(host))) {
    cache.reading ??= read(cache).finally(() => {
      cache.reading = undefined
    })
    await cache.reading.catch((error: unknown) => {
      if (cache.readAt === 0) throw error
    })
  }
  return { find: (name) => cache.hosts.get(name) }
}

async function read(cache: Cache): Promise<void> {
  const rows = await withSystem('host directory', (tx) =>
    tx
      .select({
        host: brandHosts.host,
        id: brands.id,
        slug: brands.slug,
        audience: brands.audience,
        productName: brands.productName,
        accentColor: brands.accentColor,
        logoSvg: brands.logoSvg,
        supportEmail: brands.supportEmail,
        supportPhone: brands.supportPhone,
        supportUrl: brands.supportUrl,
        locale: brands.locale,
      })
      .from(brandHosts)
      .innerJoin(brands, eq(brands.id, brandHosts.brandId)),
  )
  cache.hosts = new Map(rows.map(({ host, ...brand }) => [host, brand]))
  cache.readAt = Date.now()
}
