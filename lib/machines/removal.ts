import { rmSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { deletedMachines, resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor } from '@/lib/auth/types'
import { machineListings } from '@/lib/listings/cache'
import { historyDays } from '@/lib/retention/history'
import { removeRepository } from '@/lib/storage/files'
import { workOn } from '@/lib/storage/lease'
import { resticCache } from '@/lib/storage/restic'

type Deleted = { id: string; name: string; resellerId: string; storedBytes: number; contractTitle: string }

/**
 * Removes for good what deleted machines have stored, once their history has passed since (requirements D6, B6); until then the
 * operator can bring them back. Harmless twice: one that was begun and not ended is ended. Answers how many are gone.
 */
export async function removeDeletedMachines(actor: SystemActor, now: Date, signal: AbortSignal): Promise<number> {
  let removed = 0
  for (const machine of await listOutlived(actor, now)) {
    if (signal.aborted) break
    if ((await workOn(actor, machine.id, signal, (lease) => remove(actor, machine, now, lease.signal))) === true) removed++
  }
  return removed
}

async function listOutlived(actor: SystemActor, now: Date): Promise<Deleted[]> {
  const { id, name, resellerId, storedBytes, contractTitle, deletedAt, retentionDays } = deletedMachines
  const days = sql`case when ${resellers.product} = 'online' then ${historyDays('online', 0)} else ${retentionDays} end`
  return withActor(actor, (tx) =>
    tx
      .select({ id, name, resellerId, storedBytes, contractTitle })
      .from(deletedMachines)
      .leftJoin(resellers, eq(resellers.id, resellerId))
      .where(sql`${deletedAt} <= ${now.toISOString()}::timestamptz - make_interval(hours => 24 * ${days})`)
      .orderBy(deletedAt, id),
  )
}

/** Whether it is gone. It is marked first: whoever would bring it back meanwhile is told no. */
async function remove(actor: SystemActor, machine: Deleted, now: Date, signal: AbortSignal): Promise<boolean> {
  const begun = await withActor(actor, (tx) =>
    tx
      .update(deletedMachines)
      .set({ removalStartedAt: sql`coalesce(${deletedMachines.removalStartedAt}, ${now.toISOString()})` })
      .where(eq(deletedMachines.id, machine.id))
      .returning({ id: deletedMachines.id }),
  )
  if (begun.length === 0 || !(await removeRepository(machine.id, signal)) || signal.aborted) return false
  for (const kept of [resticCache(machine.id), machineListings(machine.id)]) rmSync(kept, { recursive: true, force: true })
  return withActor(actor, async (tx) => {
    await tx.delete(deletedMachines).where(eq(deletedMachines.id, machine.id))
    const { id, name, resellerId, storedBytes, contractTitle } = machine
    await audit(tx, actor, 'machine.data_removed', { kind: 'machine', id, name, resellerId }, { storedBytes, contractTitle })
    return true
  })
}
