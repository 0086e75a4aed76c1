import { and, eq, gt, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { backups, machines } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'

export type Change = { id: string; version: string }

/** What changed in the actor's spaces after `since`; `version` differs each time a row changed. */
export function listChanges(actor: UserActor, since: Date): Promise<{ machines: Change[]; backups: Change[] }> {
  return withActor(actor, async (tx) => {
    const [changedMachines, changedBackups] = await Promise.all([
      tx
        .select({ id: machines.id, version: sql<string>`${machines.changedAt}::text` })
        .from(machines)
        .where(and(eq(machines.resellerId, actor.resellerId), gt(machines.changedAt, since))),
      tx
        .select({ id: backups.id, version: sql<string>`${backups.changedAt}::text` })
        .from(backups)
        .where(and(eq(backups.resellerId, actor.resellerId), gt(backups.changedAt, since))),
    ])
    return { machines: changedMachines, backups: changedBackups }
  })
}
