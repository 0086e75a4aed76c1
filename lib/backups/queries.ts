import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backupLogs, backups, contracts, type LogLine, machines } from '@/db/schema'
import type { Actor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import type { BackupDetail, BackupRow, LogPage, RunningBackup } from './types'

const row = {
  id: backups.id,
  machineId: backups.machineId,
  startedAt: backups.startedAt,
  finishedAt: backups.finishedAt,
  outcome: backups.outcome,
  trigger: backups.trigger,
  percent: backups.percent,
  filesNew: backups.filesNew,
  filesChanged: backups.filesChanged,
  filesUnmodified: backups.filesUnmodified,
  bytesProcessed: backups.bytesProcessed,
  bytesAdded: backups.bytesAdded,
  durationSeconds: backups.durationSeconds,
  snapshotId: backups.snapshotId,
  error: backups.error,
}

const progress = {
  percent: backups.percent,
  filesDone: backups.filesDone,
  filesTotal: backups.filesTotal,
  bytesDone: backups.bytesDone,
  bytesTotal: backups.bytesTotal,
  currentFiles: backups.currentFiles,
}

const names = { machineName: machines.name, contractId: machines.contractId, contractTitle: contracts.title }

/** The backups that run now in the actor's spaces, oldest first (requirements E1). */
export function listRunningBackups(actor: Actor): Promise<RunningBackup[]> {
  return withActor(actor, (tx) =>
    tx
      .select({
        id: backups.id,
        machineId: backups.machineId,
        startedAt: backups.startedAt,
        lastReportAt: backups.lastReportAt,
        ...progress,
        ...names,
      })
      .from(backups)
      .innerJoin(machines, eq(machines.id, backups.machineId))
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .where(eq(backups.outcome, 'running'))
      .orderBy(backups.startedAt, backups.id),
  )
}

/** A machine's backups, newest first; `before` is the id of the last one already shown. Empty outside the actor's scope. */
export function listBackupsOfMachine(actor: Actor, machineId: string, page: { before?: string; limit: number }): Promise<BackupRow[]> {
  const id = parseId(machineId, 'machine')
  const before = page.before ? lt(backups.id, parseId(page.before, 'backup')) : undefined
  return withActor(actor, (tx) =>
    tx
      .select(row)
      .from(backups)
      .where(and(eq(backups.machineId, id), before))
      .orderBy(desc(backups.id))
      .limit(page.limit),
  )
}

/** The backups named, wherever they stand; those outside the actor's scope are left out. */
export function listBackupStates(actor: Actor, ids: string[]): Promise<Pick<BackupRow, 'id' | 'machineId' | 'outcome' | 'percent'>[]> {
  return withActor(actor, (tx) =>
    tx
      .select({ id: backups.id, machineId: backups.machineId, outcome: backups.outcome, percent: backups.percent })
      .from(backups)
      .where(inArray(backups.id, ids)),
  )
}

/** One backup. Throws NotFoundError outside the actor's scope. */
export function getBackup(actor: Actor, backupId: string): Promise<BackupDetail> {
  const id = parseId(backupId, 'backup')
  return withActor(actor, async (tx) => {
    const [backup] = await tx
      .select({ ...row, ...progress, ...names })
      .from(backups)
      .innerJoin(machines, eq(machines.id, backups.machineId))
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .where(eq(backups.id, id))
    return found(backup, 'backup')
  })
}

/** Lines `offset` to `offset + limit` of a backup's log, in the order of the agent's reports. Throws NotFoundError. */
export function getLog(actor: Actor, backupId: string, range: { offset: number; limit: number }): Promise<LogPage> {
  const id = parseId(backupId, 'backup')
  return withActor(actor, async (tx) => {
    const [backup] = await tx.select({ id: backups.id }).from(backups).where(eq(backups.id, id))
    found(backup, 'backup')
    const [count] = await tx
      .select({ total: sql<number>`coalesce(sum(jsonb_array_length(${backupLogs.lines})), 0)::int` })
      .from(backupLogs)
      .where(eq(backupLogs.backupId, id))
    return { lines: await selectLines(tx, id, range), offset: range.offset, total: count?.total ?? 0 }
  })
}

async function selectLines(tx: Tx, backupId: string, range: { offset: number; limit: number }): Promise<LogLine[]> {
  const rows = await tx.execute<{ line: LogLine }>(sql`
    select line from ${backupLogs}, jsonb_array_elements(${backupLogs.lines}) with ordinality as entry(line, position)
    where ${backupLogs.backupId} = ${backupId} order by ${backupLogs.seq}, position limit ${range.limit} offset ${range.offset}`)
  return rows.map((entry) => entry.line)
}
