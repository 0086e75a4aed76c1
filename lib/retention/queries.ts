import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { machines, repositories } from '@/db/schema'
import type { Actor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { countSnapshots } from '@/lib/snapshots/queries'
import type { RetentionState } from './types'

/** How a machine's stored versions stand. Throws NotFoundError outside the actor's scope. */
export async function getRetentionState(actor: Actor, machineId: string, now: Date): Promise<RetentionState> {
  const id = parseId(machineId, 'machine')
  const state = withActor(actor, async (tx) => {
    const [row] = await tx
      .select({
        frozenAt: machines.retentionFrozenAt,
        frozenReason: machines.retentionFrozenReason,
        frozenDetail: machines.retentionFrozenDetail,
        checkedAt: repositories.checkedAt,
        checkFailure: repositories.checkFailure,
        checkDueAt: repositories.checkDueAt,
      })
      .from(machines)
      .leftJoin(repositories, eq(repositories.machineId, machines.id))
      .where(eq(machines.id, id))
    return found(row, 'machine')
  })
  const [{ checkDueAt, ...row }, { count, oldestAt }] = await Promise.all([state, countSnapshots(actor, id)])
  return { ...row, checkDue: checkDueAt !== null && checkDueAt <= now, versions: count, oldestAt }
}
