import { and, desc, eq, inArray, lt, not, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { agentCommands, backupLogs, backups, contracts, hiddenBackups, type LogLine, machines } from '@/db/schema'
import type { Actor, UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { containing } from '@/lib/like'
import type { BackupDetail, BackupOfContract, BackupRow, FoundLine, LogPage, RunningBackup } from './types'

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

const cancelling = sql<boolean>`exists (select from ${agentCommands} c where c.machine_id = ${backups.machineId} and c.ended_at is null
  and c.kind = 'cancel' and c.payload ->> 'backupId' = ${backups.id}::text)`

const names = { machineName: machines.name, contractId: machines.contractId, contractTitle: contracts.title }

/** The backups that run now in the actor's spaces, oldest first, without those that the user took off the list (requirements E1). */
export function listRunningBackups(actor: UserActor): Promise<RunningBackup[]> {
  return withActor(actor, (tx) =>
    tx
      .select({
        id: backups.id,
        machineId: backups.machineId,
        startedAt: backups.startedAt,
        lastReportAt: backups.lastReportAt,
        cancelling,
        ...progress,
        ...names,
      })
      .from(backups)
      .innerJoin(machines, eq(machines.id, backups.machineId))
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .where(and(eq(backups.outcome, 'running'), not(isHidden(actor))))
      .orderBy(backups.startedAt, backups.id),
  )
}

/** How many running backups the user has taken off the own list. */
export function countHiddenBackups(actor: UserActor): Promise<number> {
  return withActor(actor, (tx) => tx.$count(backups, and(eq(backups.outcome, 'running'), isHidden(actor))))
}

const isHidden = (actor: UserActor): SQL =>
  sql`exists (select from ${hiddenBackups} h where h.backup_id = ${backups.id} and h.user_id = ${actor.userId})`

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

/** The newest backups of a contract's machines. Empty outside the actor's scope. */
export function listBackupsOfContract(actor: UserActor, contractId: string, limit: number): Promise<BackupOfContract[]> {
  const id = parseId(contractId, 'contract')
  const newest = sql`(select b.id from ${machines} m cross join lateral (
      select id from ${backups} where machine_id = m.id order by id desc limit ${limit}) b
    where m.contract_id = ${id} order by b.id desc limit ${limit})`
  return withActor(actor, (tx) =>
    tx
      .select({ ...row, machineName: machines.name })
      .from(backups)
      .innerJoin(machines, eq(machines.id, backups.machineId))
      .where(inArray(backups.id, newest))
      .orderBy(desc(backups.id)),
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
      .select({ ...row, ...progress, ...names, cancelling })
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
      .select({
        total: sql<number>`coalesce(sum(${backupLogs.lineCount}), 0)::int`,
        errors: sql<number>`coalesce(sum(${backupLogs.errorCount}), 0)::int`,
      })
      .from(backupLogs)
      .where(eq(backupLogs.backupId, id))
    return { lines: await selectLines(tx, id, range), offset: range.offset, total: count?.total ?? 0, errors: count?.errors ?? 0 }
  })
}

/** Opens only the reports that the range lies in: the counts beside them tell which, however long the log is. */
async function selectLines(tx: Tx, backupId: string, { offset, limit }: { offset: number; limit: number }): Promise<LogLine[]> {
  const rows = await tx.execute<{ line: LogLine }>(sql`
    with placed as (
      select seq, line_count, sum(line_count) over (order by seq) - line_count as before from ${backupLogs} where backup_id = ${backupId}
    )
    select entry.line
    from placed
      join ${backupLogs} log on log.backup_id = ${backupId} and log.seq = placed.seq
      cross join lateral jsonb_array_elements(log.lines) with ordinality as entry(line, position)
    where placed.before < ${offset + limit} and placed.before + placed.line_count > ${offset}
      and placed.before + position > ${offset} and placed.before + position <= ${offset + limit}
    order by placed.seq, position`)
  return rows.map((entry) => entry.line)
}

/** Where in a backup's log a text stands or errors are: at most `limit` lines with their numbers, from 0. Throws NotFoundError. */
export function findInLog(
  actor: Actor,
  backupId: string,
  wanted: { text: string; errorsOnly: boolean; limit: number },
): Promise<FoundLine[]> {
  const id = parseId(backupId, 'backup')
  const pattern = containing(wanted.text)
  return withActor(actor, async (tx) => {
    const [backup] = await tx.select({ id: backups.id }).from(backups).where(eq(backups.id, id))
    found(backup, 'backup')
    const rows = await tx.execute<{ line: LogLine; index: number }>(sql`
      with placed as (
        select seq, lines, error_count, sum(line_count) over (order by seq) - line_count as before from ${backupLogs} where backup_id = ${id}
      )
      select entry.line, (placed.before + position - 1)::int as index
      from placed cross join lateral jsonb_array_elements(placed.lines) with ordinality as entry(line, position)
      where (not ${wanted.errorsOnly} or (placed.error_count > 0 and entry.line->>'level' = 'error')) and entry.line->>'message' ilike ${pattern}
      order by placed.seq, position limit ${wanted.limit}`)
    return rows.map(({ line, index }) => ({ ...line, index }))
  })
}
