import { and, eq, or, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { machines } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { countRepository, listRepositories } from './files'
import { volumeAfterRecount } from './volume'

/**
 * Corrects a machine's volume by what its files in the storage take. Where something came in meanwhile the count of the gateway
 * stands, and the next night corrects it. Answers whether it was right or is now.
 */
export async function recountVolume(actor: SystemActor, machineId: string, signal?: AbortSignal): Promise<boolean> {
  const read = () =>
    withActor(actor, async (tx) => {
      const { storageMetered, storedBytes } = machines
      const [machine] = await tx.select({ storageMetered, storedBytes }).from(machines).where(eq(machines.id, machineId))
      return machine
    })
  const before = await read()
  const counted = before && (await countRepository(machineId, signal))
  if (!counted) return false
  const storedBytes = volumeAfterRecount(before, counted)
  if (storedBytes === null || (before.storageMetered && storedBytes === before.storedBytes)) return true
  const unchanged = and(eq(machines.storedBytes, before.storedBytes), eq(machines.storageMetered, before.storageMetered))
  const rows = await withActor(actor, (tx) =>
    tx
      .update(machines)
      .set({ storedBytes, storageMetered: true, changedAt: sql`now()` })
      .where(and(eq(machines.id, machineId), unchanged))
      .returning({ id: machines.id }),
  )
  return rows.length > 0
}

/** Recounts every machine that has, or ever had, something in the storage. Answers how many counts are right now. */
export async function recountVolumes(actor: SystemActor, signal: AbortSignal): Promise<number> {
  const stored = await listRepositories(signal)
  if (!stored) return 0
  const isStored = sql`${machines.id} = any(${sql.param(stored)}::uuid[])`
  const rows = await withActor(actor, (tx) =>
    tx
      .select({ id: machines.id })
      .from(machines)
      .where(or(eq(machines.storageMetered, true), isStored))
      .orderBy(machines.id),
  )
  let right = 0
  for (const { id } of rows) {
    if (signal.aborted) break
    if (await recountVolume(actor, id, signal)) right++
  }
  return right
}
