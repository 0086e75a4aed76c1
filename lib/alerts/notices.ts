import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { alertEvents, alertNotices, alerts, backups, contracts, machines } from '@/db/schema'
import type { Item } from './mail-content'

type Group = Pick<typeof alertNotices.$inferSelect, 'resellerId' | 'recipient' | 'audience' | 'locale'>
type Which = Group & { daily?: boolean }
export type Notice = { id: string; spaceId: string; alertId: string | null; item: Item }

/** So many notices one mail counts; more wait for the next, since a flood of them must not fill a worker's memory. */
const AT_ONCE = 100_000

/**
 * What waits for a recipient, the worst first, up to a limit; held, so that an episode that ends meanwhile knows whether it was told. A
 * success waits until its machine was looked at, since it may have ended an episode.
 */
export async function readNotices(tx: Tx, { resellerId, recipient, audience, locale, daily = false }: Which, now: Date): Promise<Notice[]> {
  const rows = await tx
    .select({
      id: alertNotices.id,
      spaceId: alertNotices.spaceId,
      alertId: alerts.id,
      event: alertEvents.kind,
      at: alertEvents.at,
      kind: alerts.kind,
      detail: alerts.detail,
      sinceAt: alerts.sinceAt,
      machineId: machines.id,
      machineName: machines.name,
      contractId: contracts.id,
      contractTitle: contracts.title,
      finishedAt: backups.finishedAt,
      bytesAdded: backups.bytesAdded,
      files: sql<number | null>`${backups.filesNew} + ${backups.filesChanged} + ${backups.filesUnmodified}`.mapWith(Number),
      durationSeconds: backups.durationSeconds,
    })
    .from(alertNotices)
    .leftJoin(alertEvents, eq(alertEvents.id, alertNotices.eventId))
    .leftJoin(alerts, eq(alerts.id, alertEvents.alertId))
    .leftJoin(machines, sql`${machines.id} = coalesce(${alertNotices.machineId}, ${alerts.machineId})`)
    .innerJoin(contracts, sql`${contracts.id} = coalesce(${alerts.contractId}, ${machines.contractId})`)
    .leftJoin(backups, eq(backups.id, alertNotices.backupId))
    .where(
      and(
        ...[eq(alertNotices.daily, daily), isNull(alertNotices.mailedAt), eq(alertNotices.resellerId, resellerId)],
        ...[eq(alertNotices.recipient, recipient), eq(alertNotices.audience, audience), eq(alertNotices.locale, locale)],
        sql`(${alertNotices.backupId} is null or ${machines.alertAfter} is null or ${machines.alertAfter} > ${now.toISOString()}::timestamptz)`,
      ),
    )
    .orderBy(sql`${alertNotices.backupId} is not null`, alertNotices.id)
    .limit(AT_ONCE)
    .for('update', { of: alertNotices })
  return rows.map(({ id, spaceId, alertId, finishedAt, bytesAdded, files, durationSeconds, ...row }) => {
    const about = { machineId: row.machineId, machineName: row.machineName, contractId: row.contractId, contractTitle: row.contractTitle }
    const at = row.at ?? finishedAt ?? now
    const told = { ...about, at, kind: row.kind, detail: row.detail ?? {}, sinceAt: row.sinceAt ?? at }
    const event = row.event as Exclude<Item['event'], 'success'> | null
    const item: Item = event
      ? { ...told, event, backup: null }
      : { ...told, event: 'success', backup: { bytesAdded, files, durationSeconds } }
    return { id, spaceId, alertId, item }
  })
}

/** The last run of a machine, if it failed. */
export async function findLastFailure(tx: Tx, machineId: string | null): Promise<{ at: Date; error: string | null } | null> {
  if (machineId === null) return null
  const [last] = await tx
    .select({ outcome: backups.outcome, at: backups.finishedAt, error: backups.error })
    .from(backups)
    .where(and(eq(backups.machineId, machineId), ne(backups.outcome, 'running')))
    .orderBy(desc(backups.id))
    .limit(1)
  return last?.outcome === 'failed' && last.at ? { at: last.at, error: last.error } : null
}
