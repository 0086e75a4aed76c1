import { hostname } from 'node:os'
import { eq, lt } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { instances } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import type { StorageState } from '@/lib/storage/rclone'
import type { Activity } from './types'

const KEPT_DAYS = 7

export type NewInstance = { roles: string[]; version: string; storage: StorageState | null }

/** Takes down that this process runs, and forgets those of which nothing was heard for a week. Answers the id it goes by. */
export function registerInstance(actor: SystemActor, instance: NewInstance, now: Date): Promise<string> {
  return withActor(actor, async (tx) => {
    await tx.delete(instances).where(lt(instances.seenAt, new Date(now.getTime() - KEPT_DAYS * 86_400_000)))
    const values = { ...instance, hostname: hostname(), processId: process.pid, startedAt: now, seenAt: now }
    const [row] = await tx.insert(instances).values(values).returning({ id: instances.id })
    if (!row) throw new Error('the instance was not stored')
    return row.id
  })
}

/** Takes down that this process is still there, and what it has done. */
export function beat(actor: SystemActor, instanceId: string, activity: Activity, now: Date): Promise<void> {
  return withActor(actor, async (tx) => {
    await tx
      .update(instances)
      .set({ ...activity, seenAt: now })
      .where(eq(instances.id, instanceId))
  })
}

/** Takes down that this process has stopped in order, so that its silence is no alarm. */
export function retireInstance(actor: SystemActor, instanceId: string, now: Date): Promise<void> {
  return withActor(actor, async (tx) => {
    await tx.update(instances).set({ stoppedAt: now, seenAt: now, reportsPerMinute: 0 }).where(eq(instances.id, instanceId))
  })
}
