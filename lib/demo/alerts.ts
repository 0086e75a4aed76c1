import { and, between, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { alerts, backups, brandHosts, brands, contracts, machineConfigs, machines, mails, resellers } from '@/db/schema'
import { closeEpisodes, openEpisodes } from '@/lib/alerts/episodes'
import { sweepAlerts } from '@/lib/alerts/round'
import { weighContracts } from '@/lib/alerts/volumes'
import type { SystemActor } from '@/lib/auth/types'

const DAY = 86_400_000
const DAYS = 30
const OVER_SINCE_DAYS = 9
const REFUSED = 'paths:\n  - C:\\Users\n  - D:\\Partage\nexcludes:\n  - "*.tmp"\nschedule: "0 21 * * *"\nbandwidth:\n  upload: 5Mo\n'
const REFUSAL = 'ligne 8 : « bandwidth.upload » doit être un nombre de Kio/s, pas « 5Mo »'

/**
 * Lets the last weeks pass under the alert sweep once more, day by day, so that the demo's episodes have opened, escalated and ended when
 * they would have, with the mails of those days.
 */
export async function replayAlerts(actor: SystemActor, now: Date): Promise<void> {
  const never = new AbortController().signal
  await withActor(actor, (tx) => tx.update(machines).set({ alertAfter: null }))
  for (let days = DAYS; days >= 0; days--) {
    const at = new Date(now.getTime() - days * DAY)
    await withActor(actor, async (tx) => {
      await replayPartialRuns(tx, at)
      await makeDue(tx, at)
      if (days === OVER_SINCE_DAYS) await weighAll(tx, at)
    })
    await sweepAlerts(actor, () => at, never)
    await withActor(actor, (tx) => markArrived(tx, at))
  }
  await withActor(actor, async (tx) => {
    await tx.update(mails).set({ id: sql`uuidv7(${mails.createdAt} - now())` })
    await seedTroubles(tx, now)
    await tx.update(machines).set({ alertAfter: new Date(0) })
  })
}

/** Machines whose silence or whose last failure was there by then. */
const makeDue = (tx: Tx, at: Date) =>
  tx.execute(sql`
    update ${machines} set alert_after = to_timestamp(0)
    where alert_after is null and (last_finished_at <= ${at.toISOString()} and last_outcome in ('failed', 'partial')
      or coalesce(last_backup_at, registered_at) <= ${new Date(at.getTime() - 3 * DAY).toISOString()})`)

async function weighAll(tx: Tx, at: Date): Promise<void> {
  const rows = await tx.select({ id: contracts.id }).from(contracts)
  const ids = rows.map(({ id }) => id)
  await weighContracts(tx, ids, at)
}

/** The partial backups of the day before, which the next one made good. */
async function replayPartialRuns(tx: Tx, at: Date): Promise<void> {
  const from = new Date(at.getTime() - DAY)
  const runs = await tx
    .select({
      ...{ resellerId: backups.resellerId, spaceId: backups.spaceId, machineId: backups.machineId },
      ...{ error: backups.error, finishedAt: backups.finishedAt },
      goodAt: sql<string | null>`(select n.finished_at from backups n where n.machine_id = ${backups.machineId} and n.id > ${backups.id}
        and n.outcome = 'success' order by n.id limit 1)`,
    })
    .from(backups)
    .where(
      and(
        eq(backups.outcome, 'partial'),
        sql`${backups.finishedAt} > ${from.toISOString()}`,
        sql`${backups.finishedAt} <= ${at.toISOString()}`,
      ),
    )
  for (const { goodAt, finishedAt, error, ...ids } of runs) {
    if (!goodAt || !finishedAt) continue
    const facts = { contractId: null, kind: 'partial' as const, sinceAt: finishedAt, detail: { error }, escalatedAt: null, dueAt: null }
    await openEpisodes(tx, [{ ...ids, ...facts, recipients: [] }], finishedAt)
    const [open] = await tx
      .select({ id: alerts.id })
      .from(alerts)
      .where(and(eq(alerts.machineId, ids.machineId), eq(alerts.kind, 'partial'), isNull(alerts.closedAt)))
    const { resellerId, spaceId } = ids
    if (open) await closeEpisodes(tx, [{ resellerId, spaceId, alertId: open.id, end: 'over' }], new Date(goodAt))
  }
}

/** Nothing of the demo leaves; what it wrote of days past has arrived on those days. */
async function markArrived(tx: Tx, at: Date): Promise<void> {
  const [sent, delivered] = [new Date(at.getTime() + 2_000), new Date(at.getTime() + 6_000)]
  const sender = sql<string>`(select '"' || b.product_name || '" <no-reply@' || h.host || '>' from ${brands} b
    join ${brandHosts} h on h.brand_id = b.id where b.id = ${mails.brandId} order by h.created_at limit 1)`
  await tx
    .update(mails)
    .set({ createdAt: at, dueAt: at, attempts: 1, sentAt: sent, deliveredAt: delivered, provider: 'resend', sender })
    .where(and(isNull(mails.sentAt), isNull(mails.failedAt)))
}

/** What the demo's backups alone do not show. */
async function seedTroubles(tx: Tx, now: Date): Promise<void> {
  await refuseConfiguration(tx)
  await freezeHistory(tx, now)
}

/** A configuration that its agent refuses. */
async function refuseConfiguration(tx: Tx): Promise<void> {
  const [machine] = await tx
    .select({ machineId: machines.id, resellerId: machines.resellerId, spaceId: machines.spaceId })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .where(and(eq(contracts.title, 'Clinique Belledonne'), eq(machines.lastOutcome, 'success')))
    .orderBy(machines.name)
    .limit(1)
  if (!machine) return
  await tx.insert(machineConfigs).values({ ...machine, version: 2, body: REFUSED, origin: 'user' })
  await tx.update(machines).set({ configVersion: 2, configError: REFUSAL }).where(eq(machines.id, machine.machineId))
}

/** A machine whose last backup, of yesterday, lost most of its files: a history that is frozen. */
async function freezeHistory(tx: Tx, now: Date): Promise<void> {
  const [from, to] = [new Date(now.getTime() - 2 * DAY), new Date(now.getTime() - DAY)]
  const [last] = await tx
    .select({
      id: backups.id,
      machineId: machines.id,
      at: machines.lastFinishedAt,
      bytes: machines.storedBytes,
      files: backups.filesUnmodified,
    })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(resellers, and(eq(resellers.id, machines.resellerId), eq(resellers.name, 'Alpes Sauvegarde')))
    .innerJoin(backups, and(eq(backups.machineId, machines.id), eq(backups.finishedAt, machines.lastFinishedAt)))
    .where(
      and(
        eq(machines.lastOutcome, 'success'),
        between(machines.lastBackupAt, from, to),
        gt(backups.filesUnmodified, 20_000),
        ne(contracts.title, 'TEST'),
      ),
    )
    .orderBy(contracts.title, machines.name)
    .limit(1)
  if (!last?.files) return
  const left = { files: Math.round(last.files / 6), bytes: Math.round(last.bytes / 9) }
  const counts = { filesNew: 0, filesChanged: 12, filesUnmodified: left.files - 12, filesDone: left.files, filesTotal: left.files }
  await tx
    .update(backups)
    .set({ ...counts, bytesProcessed: left.bytes, bytesDone: left.bytes, bytesTotal: left.bytes })
    .where(eq(backups.id, last.id))
  const figures = { filesBefore: last.files, filesAfter: left.files, bytesBefore: last.bytes, bytesAfter: left.bytes }
  await tx
    .update(machines)
    .set({ retentionFrozenAt: last.at, retentionFrozenReason: 'shrunk', retentionFrozenDetail: figures })
    .where(eq(machines.id, last.machineId))
}
