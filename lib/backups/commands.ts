import { eq, sql } from 'drizzle-orm'
import { isConflict, type Tx, withActor, withSystem } from '@/db/client'
import { backups as backupRows, hiddenBackups, machines as machineRows } from '@/db/schema'
import type { Report, ReportsResponse } from '@/lib/agent-protocol/schema'
import { noteSuccesses } from '@/lib/alerts/successes'
import { audit } from '@/lib/audit/commands'
import type { MachineActor, SystemActor, UserActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { tellFinishedBackups } from '@/lib/webhooks/events'
import { foldReport, unheardBackup } from './report-fold'
import { countRunning, type FoldedBackup, insertBackups, insertLogs, lockBackups, updateBackups, updateMachines } from './report-rows'
import { MAX_RANGES } from './sequence-set'

export type ReportBatch = { machine: MachineActor; reports: Report[]; receivedAt: Date }
export type ReportRefusal = 'foreign_backup' | 'too_scattered' | 'too_many_running'
export type ReportBatchResult = Result<ReportsResponse, ReportRefusal>

const ATTEMPTS = 5
/** A machine backs up one at a time; some more may have died unheard within the hour. */
const MAX_RUNNING = 50

/**
 * Stores the reports of many requests in one transaction and answers each of them: what was new, what was known. A request
 * that names another machine's backup is refused whole and changes nothing (design.md, Agent protocol v1), and so is one that
 * no honest agent sends: numbers with thousands of gaps, or dozens of backups at once, which everybody else would pay for.
 */
export async function recordReports(batches: ReportBatch[]): Promise<ReportBatchResult[]> {
  for (let attempt = 1; ; attempt++) {
    const results = await withSystem('ingest', (tx) => record(tx, batches)).catch((error: unknown) => {
      if ((error instanceof OvertakenError || isConflict(error)) && attempt < ATTEMPTS) return null
      throw error
    })
    if (results) return results
  }
}

/** Another process stored one of the new backups first: the transaction is void and runs again on what is there now. */
class OvertakenError extends Error {}

async function record(tx: Tx, batches: ReportBatch[]): Promise<ReportBatchResult[]> {
  const ids = new Set(batches.flatMap(({ reports }) => reports.map(({ backupId }) => backupId)))
  const stored = await lockBackups(tx, [...ids].sort())
  const backups = new Map<string, Collected>()
  const running = ids.size > stored.size ? await countRunning(tx, batches) : new Map<string, number>()
  const results = batches.map((batch): ReportBatchResult => {
    const refusal = refusalOf(batch, backups, stored, running)
    return refusal ? fail(refusal) : ok(fold(batch, backups, stored))
  })
  const touched = [...backups.values()].filter((backup) => backup.dirty)
  const receivedAt = new Date(Math.max(...batches.map((batch) => batch.receivedAt.getTime())))
  await store(tx, touched, receivedAt)
  return results
}

type Collected = FoldedBackup & { dirty: boolean }
type Stored = Awaited<ReturnType<typeof lockBackups>>

function refusalOf(
  batch: ReportBatch,
  backups: Map<string, Collected>,
  stored: Stored,
  running: Map<string, number>,
): ReportRefusal | null {
  const { machine, reports } = batch
  if (isForeign(batch, backups, stored)) return 'foreign_backup'
  const seen = (id: string) => (backups.get(id)?.state ?? stored.get(id)?.state)?.seen.length ?? 0
  if (reports.some(({ backupId }) => seen(backupId) + reports.length > MAX_RANGES)) return 'too_scattered'
  const begun = new Set(reports.map(({ backupId }) => backupId).filter((id) => !stored.has(id) && !backups.has(id)))
  for (const { backupId, event } of reports) if (event.type === 'finished') begun.delete(backupId)
  const count = (running.get(machine.machineId) ?? 0) + begun.size
  if (begun.size > 0 && count > MAX_RUNNING) return 'too_many_running'
  running.set(machine.machineId, count)
  return null
}

/** A new backup belongs to the machine that names it first, in a request that is not refused. */
function isForeign({ machine, reports }: ReportBatch, backups: Map<string, Collected>, stored: Stored): boolean {
  const ownerOf = (id: string) => backups.get(id)?.machine.machineId ?? stored.get(id)?.machineId ?? machine.machineId
  return reports.some(({ backupId }) => ownerOf(backupId) !== machine.machineId)
}

function fold({ machine, reports, receivedAt }: ReportBatch, backups: Map<string, Collected>, stored: Stored): ReportsResponse {
  let accepted = 0
  for (const report of reports) {
    const backup = backups.get(report.backupId) ?? collect(report.backupId, machine, stored)
    backups.set(backup.id, backup)
    if (!foldReport(backup.state, backup.logs, report, receivedAt.getTime())) continue
    accepted++
    backup.dirty = true
    // What starts or ends a backup changes its machine's cell; progress and log lines do not.
    if (report.event.type === 'started' || report.event.type === 'finished') backup.turns = true
  }
  return { accepted, duplicates: reports.length - accepted }
}

function collect(id: string, machine: MachineActor, stored: Stored): Collected {
  const known = stored.get(id)
  // Whatever is heard of a lost backup brings it back to life, and its machine runs again.
  return { id, machine, isNew: !known, state: known?.state ?? unheardBackup(), logs: [], turns: known?.lost ?? true, dirty: false }
}

async function store(tx: Tx, touched: Collected[], receivedAt: Date): Promise<void> {
  const fresh = touched.filter((backup) => backup.isNew)
  const known = touched.filter((backup) => !backup.isNew)
  const logged = touched.filter((backup) => backup.logs.length > 0)
  const turned = touched.filter((backup) => backup.turns)
  const succeeded = turned
    .filter(({ state }) => state.finished?.outcome === 'success')
    .map(({ id, machine }) => ({ backupId: id, machineId: machine.machineId }))
  // Sent together: they travel in one packet and run in this order.
  // Nothing is asked for the machines of resellers without such a webhook: who they are came with the machine itself.
  const told = turned.filter(({ machine, state }) => machine.tellsBackups && state.finished).map(({ id }) => id)
  const inserting = fresh.length > 0 ? insertBackups(tx, fresh, receivedAt) : Promise.resolve(0)
  const writing = Promise.all([
    known.length > 0 ? updateBackups(tx, known, receivedAt) : undefined,
    logged.length > 0 ? insertLogs(tx, logged) : undefined,
    turned.length > 0 ? updateMachines(tx, turned, receivedAt) : undefined,
    succeeded.length > 0 ? noteSuccesses(tx, succeeded, receivedAt) : undefined,
    told.length > 0 ? tellFinishedBackups(tx, told, receivedAt) : undefined,
  ])
  // Judged below: when another process was quicker, its log lines are there already and these fail for it.
  writing.catch(() => {})
  if ((await inserting) < fresh.length) throw new OvertakenError()
  await writing
}

/** How long a running backup may be silent before it counts as lost (design.md, Jobs). */
export const LOST_AFTER_MINUTES = 60

/** Marks the backups that went silent as lost; a late report brings one back to life. Answers how many. Running twice is harmless. */
export function markLostBackups(actor: SystemActor, now: Date): Promise<number> {
  const silentSince = new Date(now.getTime() - LOST_AFTER_MINUTES * 60_000).toISOString()
  return withActor(actor, async (tx) => {
    // Locked in the order in which reports lock them, so that the two never wait for each other in a ring.
    const lost = await tx.execute<{ machine_id: string }>(sql`
      with silent as (
        select id from ${backupRows} where outcome = 'running' and last_report_at < ${silentSince} order by id for update
      )
      update ${backupRows} b set outcome = 'lost', changed_at = ${now.toISOString()} from silent where b.id = silent.id returning machine_id`)
    const machineIds = lost.map((backup) => backup.machine_id)
    await tx.execute(sql`
      with locked as (
        select id from ${machineRows} where id = any(${sql.param(machineIds)}::uuid[]) order by id for no key update
      )
      update ${machineRows} m set changed_at = ${now.toISOString()} from locked where m.id = locked.id`)
    return lost.length
  })
}

/** Makes the partitions of the months ahead. Answers how many were missing. Running twice is harmless. */
export function preparePartitions(actor: SystemActor, now: Date): Promise<number> {
  return withActor(actor, async (tx) => {
    // The role that jobs run as owns no tables; the login role behind it does.
    await tx.execute(sql`reset role`)
    const [made] = await tx.execute<{ count: number }>(
      sql`select create_backup_partitions(${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz + interval '3 months') as count`,
    )
    return made?.count ?? 0
  })
}

/** Takes a backup off this user's list of running backups; it goes on, and the machine's next one shows again (requirements E1). */
export function hideBackup(actor: UserActor, backupId: string): Promise<void> {
  const id = parseId(backupId, 'backup')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ id: machineRows.id, name: machineRows.name, resellerId: machineRows.resellerId })
      .from(backupRows)
      .innerJoin(machineRows, eq(machineRows.id, backupRows.machineId))
      .where(eq(backupRows.id, id))
    const machine = found(row, 'backup')
    const hidden = { resellerId: actor.resellerId, userId: actor.userId, backupId: id }
    const [added] = await tx.insert(hiddenBackups).values(hidden).onConflictDoNothing().returning({ backupId: hiddenBackups.backupId })
    if (added) await audit(tx, actor, 'backup.hidden', { kind: 'machine', ...machine }, { backupId: id })
  })
}

/** Puts all that this user took off the list back on it. */
export function showHiddenBackups(actor: UserActor): Promise<void> {
  return withActor(actor, async (tx) => {
    const shown = await tx.delete(hiddenBackups).where(eq(hiddenBackups.userId, actor.userId)).returning({ id: hiddenBackups.backupId })
    const { userId: id, userName: name, resellerId } = actor
    if (shown.length > 0) await audit(tx, actor, 'backup.shown_again', { kind: 'user', id, name, resellerId }, { backups: shown.length })
  })
}
