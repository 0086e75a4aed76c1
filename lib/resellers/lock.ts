import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { resellers } from '@/db/schema'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'

/**
 * Holds a reseller's row to the end of a command's transaction, so that what is counted over the whole account (volume shared out,
 * administrators left) is still true when it is acted upon. Throws NotFoundError outside the actor's scope.
 */
export async function lockReseller(tx: Tx, resellerId: string): Promise<{ id: string; brandId: string; allocatedBytes: number }> {
  const { id, brandId, allocatedBytes } = resellers
  const [reseller] = await tx
    .select({ id, brandId, allocatedBytes })
    .from(resellers)
    .where(eq(id, parseId(resellerId, 'reseller')))
    .for('no key update')
  return found(reseller, 'reseller')
}
