import { sql } from 'drizzle-orm'
import { type Tx, withActor, withSystem } from '@/db/client'
import { backups as backupRows, machines as machineRows } from '@/db/schema'
import type { Report, ReportsResponse } from '@/lib/agent-protocol/schema'
import type { MachineActor, SystemActor } from '@/lib/auth/types'
import { fail, ok, type Result } from '@/lib/errors'
import { foldReport, unheardBackup } from './report-fold'
import { type FoldedBackup, insertBackups, insertLogs, lockBackups, updateBackups, updateMachines } from './report-rows'

export type ReportBatch = { machine: MachineActor; reports: Report[]; receivedAt: Date }
export type ReportBatchResult = Result<ReportsResponse, 'foreign_backup'>

const ATTEMPTS = 5

/**
 * Stores the reports of many requests in one transaction and answers each of them: what was new, what was known. A request
 * that names another machine's backup is refused whole and changes nothing (design.md, Agent protocol v1).
 */
export async function recordReports(batches: ReportBatch[]): Promise<ReportBatchResult[]> {
  for (let attempt = 1; ; attempt++) {
    const results = await withSystem('ingest', (tx) => record(tx, batches)).catch((error: unknown) => {
      if (error instanceof OvertakenError && attempt < ATTEMPTS) return null
      throw error
    })
    if (results) return results
  }
}

/** Another process stored one of the new backups first: the transaction is void and runs again on what is there now. */
class OvertakenError extends Error {}

async function record(tx: Tx, batches: ReportBatch[]): Promise<ReportBatchResult[]> {
  const backups = await collect(tx, batches)
  const results = batches.map((batch) => (isForeign(batch, backups) ? fail('foreign_backup') : ok(fold(batch, backups))))
  const touched = [...backups.values()].filter((backup) => backup.state.seen.length > 0 && backup.dirty)
  const receivedAt = new Date(Math.max(...batches.map((batch) => batch.receivedAt.getTime())))
  await store(tx, touched, receivedAt)
  return results
}

type Collected = FoldedBackup & { dirty: boolean }

/** The backups that the batches name, as they stand. A new one belongs to the machine that names it first. */
async function collect(tx: Tx, batches: ReportBatch[]): Promise<Map<string, Collected>> {
  const owners = new Map<string, MachineActor>()
  for (const { machine, reports } of batches) for (const { backupId } of reports) if (!owners.has(backupId)) owners.set(backupId, machine)
  const stored = await lockBackups(tx, [...owners.keys()].sort())
  const machines = new Map(batches.map(({ machine }) => [machine.machineId, machine]))
  const collected = new Map<string, Collected>()
  for (const [id, first] of owners) {
    const known = stored.get(id)
    // A stored backup whose machine is in no batch here is foreign to all of them; `foreign` never equals a real machine.
    const machine = known ? (machines.get(known.machineId) ?? { ...first, machineId: 'foreign' }) : first
    collected.set(id, { id, machine, isNew: !known, state: known?.state ?? unheardBackup(), logs: [], turns: false, dirty: false })
  }
  return collected
}

const isForeign = ({ machine, reports }: ReportBatch, backups: Map<string, Collected>): boolean =>
  reports.some(({ backupId }) => backups.get(backupId)?.machine.machineId !== machine.machineId)

function fold({ reports, receivedAt }: ReportBatch, backups: Map<string, Collected>): ReportsResponse {
  let accepted = 0
  for (const report of reports) {
    const backup = backups.get(report.backupId)
    if (!backup || !foldReport(backup.state, backup.logs, report, receivedAt.getTime())) continue
    accepted++
    backup.dirty = true
    // What starts or ends a backup changes its machine's cell; progress and log lines do not.
    if (report.event.type === 'started' || report.event.type === 'finished') backup.turns = true
  }
  return { accepted, duplicates: reports.length - accepted }
}

async function store(tx: Tx, touched: Collected[], receivedAt: Date): Promise<void> {
  const fresh = touched.filter((backup) => backup.isNew)
  const known = touched.filter((backup) => !backup.isNew)
  const logged = touched.filter((backup) => backup.logs.length > 0)
  const turned = touched.filter((backup) => backup.turns || backup.isNew)
  // Sent together: they travel in one packet and run in this order.
  const [inserted] = await Promise.all([
    fresh.length > 0 ? insertBackups(tx, fresh, receivedAt) : 0,
    known.length > 0 ? updateBackups(tx, known, receivedAt) : undefined,
    logged.length > 0 ? insertLogs(tx, logged) : undefined,
    turned.length > 0 ? updateMachines(tx, turned, receivedAt) : undefined,
  ])
  if (inserted < fresh.length) throw new OvertakenError()
}

/** How long a running backup may be silent before it counts as lost (design.md, Jobs). */
export const LOST_AFTER_MINUTES = 60

/** Marks the backups that went silent as lost; a late report brings one back to life. Answers how many. Running twice is harmless. */
export function markLostBackups(actor: SystemActor, now: Date): Promise<number> {
  const silentSince = new Date(now.getTime() - LOST_AFTER_MINUTES * 60_000).toISOString()
  return withActor(actor, async (tx) => {
    const lost = await tx.execute<{ machine_id: string }>(sql`
      update ${backupRows} set outcome = 'lost', changed_at = ${now.toISOString()}
      where outcome = 'running' and last_report_at < ${silentSince} returning machine_id`)
    const machineIds = lost.map((backup) => backup.machine_id)
    await tx.execute(sql`update ${machineRows} set changed_at = ${now.toISOString()} where id = any(${sql.param(machineIds)}::uuid[])`)
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
