import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backups, repositories, snapshots } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor } from '@/lib/auth/types'
import { fail, ok, type Result } from '@/lib/errors'
import { log } from '@/lib/log'
import { listRepositoryFiles } from '@/lib/storage/files'
import { type Repository, runRestic } from '@/lib/storage/restic'
import type { ResticFailure } from '@/lib/storage/restic-failure'
import { type ListedSnapshot, listedSnapshotsSchema, measureSchema } from './schema'

export type SnapshotOwner = Repository & { name: string; resellerId: string; spaceId: string }
export type Observed = { present: number; unreadable: number }

/** What came in while the storage was listed is not in the list, and not gone. */
const MARGIN_MILLISECONDS = 60_000
const MOST_MEASURED = 30
const MEASURE_SECONDS = 2 * 3_600

/**
 * Brings the table in line with what the repository really holds. Found ones get the time at which their backup's report came, or
 * else `now`; ones that are no more are marked removed. Versions that lie there and cannot be read are counted, and left as they are.
 */
export async function observeSnapshots(
  actor: SystemActor,
  machine: SnapshotOwner,
  now: Date,
  signal: AbortSignal,
): Promise<Result<Observed, ResticFailure>> {
  let listed: ListedSnapshot[] = []
  const end = await runRestic(machine, ['snapshots', '--json', '--no-lock'], {
    signal,
    onJson: (value) => {
      listed = listedSnapshotsSchema.parse(value)
    },
  })
  if (!end.ok) return fail(end.reason)
  // restic leaves out what it cannot read, without a word: what lies there is the storage's to say.
  const ids = await listRepositoryFiles(machine.id, 'snapshots', signal)
  if (!ids) return fail('failed')
  await withActor(actor, (tx) => store(tx, actor, machine, listed, ids, now))
  const readable = new Set(listed.map(({ id }) => id))
  return ok({ present: ids.length, unreadable: ids.filter((id) => !readable.has(id)).length })
}

async function store(tx: Tx, actor: SystemActor, machine: SnapshotOwner, listed: ListedSnapshot[], ids: string[], now: Date) {
  const rows = listed.map(({ id, time, hostname, paths }) => ({ id, claimed_at: time, hostname, paths }))
  const at = now.toISOString()
  await tx.execute(sql`
    with listed as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, claimed_at timestamptz, hostname text, paths jsonb)
    ), heard as (
      select left(snapshot_id, 8) as start, snapshot_id, max(last_report_at) as at from ${backups}
      where machine_id = ${machine.id} and length(snapshot_id) >= 8 group by snapshot_id
    )
    insert into ${snapshots} (machine_id, reseller_id, space_id, id, seen_by, received_at, claimed_at, hostname, paths)
    select ${machine.id}, ${machine.resellerId}, ${machine.spaceId}, l.id, 'repository', coalesce(max(least(heard.at, ${at}::timestamptz)), ${at}),
      l.claimed_at, l.hostname, l.paths
    from listed l left join heard on heard.start = left(l.id, 8) and starts_with(l.id, heard.snapshot_id)
    group by l.id, l.claimed_at, l.hostname, l.paths
    on conflict (machine_id, id) do update
      set claimed_at = excluded.claimed_at, hostname = excluded.hostname, paths = excluded.paths, removed_at = null`)
  const before = new Date(now.getTime() - MARGIN_MILLISECONDS)
  await markRemoved(tx, actor, machine, sql`id <> all(${sql.param(ids)}::text[]) and received_at < ${before.toISOString()}`, now)
}

/** Marks versions as gone and says so in the audit log; `which` is a condition on them. Answers how many. */
export async function markRemoved(
  tx: Tx,
  actor: SystemActor,
  machine: Omit<SnapshotOwner, 'repositoryPassword'>,
  which: ReturnType<typeof sql>,
  now: Date,
): Promise<number> {
  const gone = await tx.execute<{ received_at: string }>(sql`
    update ${snapshots} set removed_at = ${now.toISOString()} where machine_id = ${machine.id} and removed_at is null and ${which}
    returning received_at`)
  if (gone.length === 0) return 0
  const times = gone.map((row) => Date.parse(row.received_at))
  const detail = { count: gone.length, oldestReceivedAt: new Date(Math.min(...times)), newestReceivedAt: new Date(Math.max(...times)) }
  await audit(
    tx,
    actor,
    'machine.versions_removed',
    { kind: 'machine', id: machine.id, name: machine.name, resellerId: machine.resellerId },
    detail,
  )
  return gone.length
}

/**
 * Counts files and bytes of the versions that the portal has not counted yet, the newest first: what an agent says of them may be a
 * lie. One that cannot be counted, as when its data is damaged, asks for a check; one that takes too long is no news of damage.
 */
export async function measureSnapshots(actor: SystemActor, machine: SnapshotOwner, now: Date, signal: AbortSignal): Promise<void> {
  const unmeasured = await withActor(actor, (tx) =>
    tx
      .select({ id: snapshots.id })
      .from(snapshots)
      .where(and(eq(snapshots.machineId, machine.id), isNull(snapshots.removedAt), isNull(snapshots.files)))
      .orderBy(desc(snapshots.receivedAt), desc(snapshots.id))
      .limit(MOST_MEASURED),
  )
  for (const { id } of unmeasured) {
    const measure = await measureSnapshot(machine, id, signal)
    if (signal.aborted) return
    if (measure === 'too_slow') {
      log.warn({ machineId: machine.id, snapshotId: id }, 'a version could not be measured in time; its history waits')
      continue
    }
    await withActor(actor, (tx) =>
      measure
        ? tx
            .update(snapshots)
            .set(measure)
            .where(and(eq(snapshots.machineId, machine.id), eq(snapshots.id, id)))
        : tx
            .update(repositories)
            .set({ checkDueAt: sql`least(${repositories.checkDueAt}, ${now.toISOString()})` })
            .where(eq(repositories.machineId, machine.id)),
    )
  }
}

type Measure = { files: number; bytes: number }

async function measureSnapshot(machine: Repository, id: string, signal: AbortSignal): Promise<Measure | 'too_slow' | null> {
  let measure: Measure | null = null
  const args = ['stats', '--mode', 'restore-size', '--json', '--no-lock', id]
  const end = await runRestic(machine, args, {
    signal,
    limitSeconds: MEASURE_SECONDS,
    onJson: (value) => {
      const { total_file_count: files, total_size: bytes } = measureSchema.parse(value)
      measure = { files, bytes }
    },
  })
  if (end.ok) return measure
  return end.reason === 'too_slow' ? 'too_slow' : null
}
