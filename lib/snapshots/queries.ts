import { and, asc, count, desc, eq, isNull, min, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backups, snapshots } from '@/db/schema'
import type { Actor } from '@/lib/auth/types'
import { parseId } from '@/lib/ids'
import type { SnapshotRow, Version } from './types'

// An agent names its snapshot by its first digits, as its restic does. Two backups that claim the same one count as one.
const told = (machineId: string): SQL => sql`lateral (
  select distinct on (left(snapshot_id, 8)) id, snapshot_id, outcome, started_at, received_at, bytes_processed,
    files_new + files_changed + files_unmodified as files
  from ${backups} where machine_id = ${machineId} and length(snapshot_id) >= 8
  order by left(snapshot_id, 8), (outcome = 'success') desc, id) told`

const isTold = sql`left(told.snapshot_id, 8) = left(${snapshots.id}, 8) and starts_with(${snapshots.id}, told.snapshot_id)`
const present = (machineId: string) => and(eq(snapshots.machineId, machineId), isNull(snapshots.removedAt))

/** The versions that a machine's repository holds, by when the server received them, oldest first. */
export function selectVersions(tx: Tx, machineId: string): Promise<Version[]> {
  return tx
    .select({
      id: snapshots.id,
      receivedAt: snapshots.receivedAt,
      seenBy: snapshots.seenBy,
      claimedAt: snapshots.claimedAt,
      files: sql<number | null>`coalesce(${snapshots.files}, told.files)`.mapWith(snapshots.files),
      bytes: sql<number | null>`coalesce(${snapshots.bytes}, told.bytes_processed)`.mapWith(snapshots.bytes),
      measured: sql<boolean>`${snapshots.files} is not null`,
      successful: sql<boolean>`coalesce(told.outcome = 'success', false)`,
      firstHeardAt: sql<Date | null>`told.received_at`.mapWith(snapshots.receivedAt),
    })
    .from(snapshots)
    .leftJoin(told(machineId), isTold)
    .where(present(machineId))
    .orderBy(asc(snapshots.receivedAt), asc(snapshots.id))
}

/** The versions that can be restored, newest first. Empty outside the actor's scope. */
export function listSnapshots(actor: Actor, machineId: string): Promise<SnapshotRow[]> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, (tx) =>
    tx
      .select({
        id: snapshots.id,
        at: sql<Date>`coalesce(told.started_at, least(${snapshots.claimedAt}, ${snapshots.receivedAt}))`.mapWith(snapshots.receivedAt),
        receivedAt: snapshots.receivedAt,
        backupId: sql<string | null>`told.id`,
        complete: sql<boolean | null>`told.outcome = 'success'`,
        hostname: snapshots.hostname,
        paths: snapshots.paths,
        // The agent's count goes first: restic's own counts the folders too.
        files: sql<number | null>`coalesce(told.files, ${snapshots.files})`.mapWith(snapshots.files),
        bytes: sql<number | null>`coalesce(${snapshots.bytes}, told.bytes_processed)`.mapWith(snapshots.bytes),
      })
      .from(snapshots)
      .leftJoin(told(id), isTold)
      .where(present(id))
      .orderBy(desc(snapshots.receivedAt), desc(snapshots.id)),
  )
}

/** How many versions of a machine there are and when the oldest came. Zero outside the actor's scope. */
export function countSnapshots(actor: Actor, machineId: string): Promise<{ count: number; oldestAt: Date | null }> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ count: count(), oldestAt: min(snapshots.receivedAt) })
      .from(snapshots)
      .where(present(id))
    return row ?? { count: 0, oldestAt: null }
  })
}
