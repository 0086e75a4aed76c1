import { and, asc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brandHosts } from '@/db/schema'
import { found } from '@/lib/errors'

const shared = globalThis as typeof globalThis & { portalPort?: number }

/** Tells on which port this installation's `*.localhost` hosts answer. */
export function setLocalPort(port: number): void {
  shared.portalPort = port
}

/**
 * Where the brand answers, without a path: from the host table, never from a request's headers (requirements A1); null while it has no host.
 * Hosts of this very machine are reached by http and port, all others by https.
 */
export async function brandOrigin(tx: Tx, brandId: string): Promise<string | null> {
  const [row] = await tx
    .select({ host: brandHosts.host })
    .from(brandHosts)
    .where(and(eq(brandHosts.brandId, brandId), isNotNull(brandHosts.verifiedAt)))
    .orderBy(asc(brandHosts.createdAt), asc(brandHosts.id))
    .limit(1)
  if (!row) return null
  return row.host.endsWith('.localhost') ? `http://${row.host}:${shared.portalPort ?? 3000}` : `https://${row.host}`
}

/** An address on the brand's own host, for mails and commands to copy. Throws NotFoundError without a host. */
export async function brandUrl(tx: Tx, brandId: string, path: string): Promise<string> {
  return `${found(await brandOrigin(tx, brandId), 'host')}${path}`
}

/** The same as brandOrigin, as an expression for a statement that writes many. */
export const brandUrlOf = (brandId: SQL): SQL => sql`(
  select case when h.host like '%.localhost' then 'http://' || h.host || ':' || ${shared.portalPort ?? 3000}::text else 'https://' || h.host end
  from ${brandHosts} h where h.brand_id = ${brandId} and h.verified_at is not null order by h.created_at, h.id limit 1)`
