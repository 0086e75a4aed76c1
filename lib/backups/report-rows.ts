import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { backupLogs, backups, machines } from '@/db/schema'
import type { MachineActor } from '@/lib/auth/types'
import { volumeAfterClaim } from '@/lib/storage/volume'
import { type BackupState, type FoldedLog, unheardBackup } from './report-fold'
import { formatSequenceSet, parseSequenceSet } from './sequence-set'

/** A backup that reports are being folded into; `isNew` until its first row is written. */
export type FoldedBackup = { id: string; machine: MachineActor; isNew: boolean; state: BackupState; logs: FoldedLog[]; turns: boolean }

type Stored = {
  id: string
  machine_id: string
  lost: boolean
  seen: string
  started_seq: number | null
  started_at: string
  trigger: BackupState['trigger']
  progress_seq: number | null
  progress: BackupState['progress']
  finished_seq: number | null
  finished_at: string | null
  finished: NonNullable<BackupState['finished']>
}

/** Reads and locks the backups named, in the order of their ids so that two writers never wait for each other in a ring. */
export async function lockBackups(tx: Tx, ids: string[]): Promise<Map<string, { machineId: string; lost: boolean; state: BackupState }>> {
  const rows = await tx.execute<Stored>(sql`
    select id, machine_id, outcome = 'lost' as lost, seen::text, started_seq, started_at, trigger, progress_seq, finished_seq, finished_at,
      json_build_object('percent', percent, 'filesDone', files_done, 'filesTotal', files_total, 'bytesDone', bytes_done,
        'bytesTotal', bytes_total, 'currentFiles', current_files) as progress,
      json_build_object('outcome', outcome, 'snapshotId', snapshot_id, 'filesNew', files_new, 'filesChanged', files_changed,
        'filesUnmodified', files_unmodified, 'bytesProcessed', bytes_processed, 'bytesAdded', bytes_added,
        'durationSeconds', duration_seconds, 'storedBytes', stored_bytes, 'error', error) as finished
    from ${backups} where id = any(${sql.param(ids)}::uuid[]) order by id for update`)
  return new Map(rows.map((row) => [row.id, { machineId: row.machine_id, lost: row.lost, state: toState(row) }]))
}

function toState(row: Stored): BackupState {
  return {
    ...unheardBackup(),
    seen: parseSequenceSet(row.seen),
    startedSeq: row.started_seq,
    startedAt: Date.parse(row.started_at),
    trigger: row.trigger,
    progressSeq: row.progress_seq,
    progress: row.progress,
    finishedSeq: row.finished_seq,
    finishedAt: row.finished_at ? Date.parse(row.finished_at) : null,
    finished: row.finished_seq === null ? null : row.finished,
  }
}

const COLUMNS = sql.raw(`id uuid, reseller_id uuid, space_id uuid, machine_id uuid, seen text, started_seq int, started_at timestamptz,
  trigger text, progress_seq int, percent real, files_done bigint, files_total bigint, bytes_done bigint, bytes_total bigint,
  current_files jsonb, finished_seq int, finished_at timestamptz, outcome text, snapshot_id text, files_new bigint,
  files_changed bigint, files_unmodified bigint, bytes_processed bigint, bytes_added bigint, duration_seconds double precision,
  stored_bytes bigint, error text`)

const records = (rows: object[], columns: SQL) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${columns})`

/** How many backups of each machine run now. */
export async function countRunning(tx: Tx, batches: { machine: MachineActor }[]): Promise<Map<string, number>> {
  const resellerIds = [...new Set(batches.map(({ machine }) => machine.resellerId))]
  const machineIds = [...new Set(batches.map(({ machine }) => machine.machineId))]
  const rows = await tx.execute<{ machine_id: string; count: number }>(sql`
    select machine_id, count(*)::int as count from ${backups} where outcome = 'running'
      and reseller_id = any(${sql.param(resellerIds)}::uuid[]) and machine_id = any(${sql.param(machineIds)}::uuid[]) group by 1`)
  return new Map(rows.map((row) => [row.machine_id, row.count]))
}

/** Inserts backups heard of for the first time. Answers how many were: fewer when another process was quicker. */
export async function insertBackups(tx: Tx, folded: FoldedBackup[], receivedAt: Date): Promise<number> {
  const received = receivedAt.toISOString()
  const rows = await tx.execute(sql`
    insert into ${backups} (id, reseller_id, space_id, machine_id, received_at, last_report_at, changed_at, seen, started_seq, started_at, trigger,
      progress_seq, percent, files_done, files_total, bytes_done, bytes_total, current_files, finished_seq, finished_at, outcome,
      snapshot_id, files_new, files_changed, files_unmodified, bytes_processed, bytes_added, duration_seconds, stored_bytes, error)
    select id, reseller_id, space_id, machine_id, ${received}, ${received}, ${received}, seen::int8multirange, started_seq, started_at, trigger,
      progress_seq, percent, files_done, files_total, bytes_done, bytes_total, current_files, finished_seq, finished_at, outcome,
      snapshot_id, files_new, files_changed, files_unmodified, bytes_processed, bytes_added, duration_seconds, stored_bytes, error
    from ${records(folded.map(toRecord), COLUMNS)} order by id on conflict do nothing returning 1`)
  return rows.length
}

export async function updateBackups(tx: Tx, folded: FoldedBackup[], receivedAt: Date): Promise<void> {
  const received = receivedAt.toISOString()
  await tx.execute(sql`
    update ${backups} b set last_report_at = ${received}, changed_at = ${received}, seen = r.seen::int8multirange, started_seq = r.started_seq,
      started_at = r.started_at, trigger = r.trigger, progress_seq = r.progress_seq, percent = r.percent, files_done = r.files_done,
      files_total = r.files_total, bytes_done = r.bytes_done, bytes_total = r.bytes_total, current_files = r.current_files,
      finished_seq = r.finished_seq, finished_at = r.finished_at, outcome = r.outcome, snapshot_id = r.snapshot_id,
      files_new = r.files_new, files_changed = r.files_changed, files_unmodified = r.files_unmodified,
      bytes_processed = r.bytes_processed, bytes_added = r.bytes_added, duration_seconds = r.duration_seconds,
      stored_bytes = r.stored_bytes, error = r.error
    from ${records(folded.map(toRecord), COLUMNS)} where b.id = r.id`)
}

export async function insertLogs(tx: Tx, folded: FoldedBackup[]): Promise<void> {
  const rows = folded.flatMap((backup) => backup.logs.map((log) => ({ ...ids(backup), backup_id: backup.id, ...log })))
  await tx.execute(sql`
    insert into ${backupLogs} (backup_id, seq, reseller_id, space_id, lines) select backup_id, seq, reseller_id, space_id, lines
    from ${records(rows, sql.raw('backup_id uuid, seq int, reseller_id uuid, space_id uuid, lines jsonb'))}`)
}

/** Carries what started or finished over to the machines. An agent's volume counts only until the storage has counted itself. */
export async function updateMachines(tx: Tx, folded: FoldedBackup[], receivedAt: Date): Promise<void> {
  const rows = folded.map(({ machine, state }) => ({
    machine_id: machine.machineId,
    finished_at: toIso(state.finishedAt),
    good_at: state.finished && ['success', 'partial'].includes(state.finished.outcome) ? toIso(state.finishedAt) : null,
    outcome: state.finished?.outcome ?? null,
    stored_bytes: state.finished?.storedBytes ?? null,
  }))
  const columns = sql.raw('machine_id uuid, finished_at timestamptz, good_at timestamptz, outcome text, stored_bytes bigint')
  await tx.execute(sql`
    with latest as (
      select distinct on (machine_id) machine_id, finished_at, outcome, stored_bytes, max(good_at) over (partition by machine_id) as good_at
      from ${records(rows, columns)} order by machine_id, finished_at desc nulls last
    ), locked as (
      select m.id from ${machines} m join latest on latest.machine_id = m.id order by m.id for no key update of m
    )
    update ${machines} m set changed_at = ${receivedAt.toISOString()},
      last_backup_at = greatest(m.last_backup_at, latest.good_at),
      last_finished_at = greatest(m.last_finished_at, latest.finished_at),
      last_outcome = case when latest.finished_at >= coalesce(m.last_finished_at, '-infinity') then latest.outcome else m.last_outcome end,
      stored_bytes = case when latest.finished_at >= coalesce(m.last_finished_at, '-infinity')
        then ${volumeAfterClaim('m', sql`latest.stored_bytes`)} else m.stored_bytes end
    from latest, locked where m.id = latest.machine_id and locked.id = m.id`)
}

function toRecord(backup: FoldedBackup): object {
  const { state } = backup
  const { progress, finished } = state
  return {
    ...ids(backup),
    id: backup.id,
    machine_id: backup.machine.machineId,
    seen: formatSequenceSet(state.seen),
    started_seq: state.startedSeq,
    started_at: toIso(state.startedAt),
    trigger: state.trigger,
    progress_seq: state.progressSeq,
    percent: progress.percent,
    files_done: progress.filesDone,
    files_total: progress.filesTotal,
    bytes_done: progress.bytesDone,
    bytes_total: progress.bytesTotal,
    current_files: progress.currentFiles,
    finished_seq: state.finishedSeq,
    finished_at: toIso(state.finishedAt),
    outcome: finished?.outcome ?? 'running',
    snapshot_id: finished?.snapshotId ?? null,
    files_new: finished?.filesNew ?? null,
    files_changed: finished?.filesChanged ?? null,
    files_unmodified: finished?.filesUnmodified ?? null,
    bytes_processed: finished?.bytesProcessed ?? null,
    bytes_added: finished?.bytesAdded ?? null,
    duration_seconds: finished?.durationSeconds ?? null,
    stored_bytes: finished?.storedBytes ?? null,
    error: finished?.error ?? null,
  }
}

const ids = ({ machine }: FoldedBackup) => ({ reseller_id: machine.resellerId, space_id: machine.spaceId })
const toIso = (milliseconds: number | null): string | null => (milliseconds === null ? null : new Date(milliseconds).toISOString())
