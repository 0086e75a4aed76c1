import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brandHosts } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { hostSettings } from './settings'

/**
 * Makes a brand answer on a host whose name was read, within the transaction of a command of the platform; whoever commits it then calls
 * `refreshDirectory`. A claim of the brand for it becomes verified.
 */
export async function attachHost(
  tx: Tx,
  actor: OperatorActor | SystemActor,
  { brand, host }: { brand: { id: string; resellerId: string | null }; host: string },
  now: Date,
): Promise<Result<{ hostId: string }, 'platform_host' | 'host_taken'>> {
  if (hostSettings().technicalHosts.includes(host)) return fail('platform_host')
  await lockHost(tx, host)
  if (await isTaken(tx, host)) return fail('host_taken')
  const [row] = await tx
    .insert(brandHosts)
    .values({ brandId: brand.id, host, verifiedAt: now })
    .onConflictDoUpdate({ target: [brandHosts.brandId, brandHosts.host], set: { verifiedAt: now, problem: null } })
    .returning({ id: brandHosts.id })
  await audit(tx, actor, 'host.added', { kind: 'brand', id: brand.id, name: host, resellerId: brand.resellerId })
  return ok({ hostId: found(row, 'host').id })
}

/** Of two who want a host at the same moment one goes first. */
export const lockHost = (tx: Tx, host: string) => tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`host ${host}`}, 0))`)

export const isTaken = async (tx: Tx, host: string): Promise<boolean> =>
  (await tx.$count(brandHosts, and(eq(brandHosts.host, host), sql`${brandHosts.verifiedAt} is not null`))) > 0
