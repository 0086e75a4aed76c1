import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { alerts, contracts, machines, resellers, spaces } from '@/db/schema'
import { listQuotaState } from '@/lib/contracts/quota'
import { addresses } from './addresses'
import { recipientsOf } from './audience'
import { closeEpisodes, openEpisodes } from './episodes'
import { nextDue } from './pace'

/**
 * Weighs contracts: opens the episode of those whose volume exceeds what they have subscribed, and closes that of the others. One worker
 * at a time weighs a contract, or the older of two sums might have the last word.
 */
export async function weighContracts(tx: Tx, contractIds: string[], now: Date): Promise<void> {
  if (contractIds.length === 0) return
  const ids = sql.param(contractIds)
  await tx.execute(sql`
    select pg_advisory_xact_lock(place) from (
      select distinct hashtextextended('weigh ' || id, 0) as place from unnest(${ids}::text[]) as id order by 1) as places`)
  const rows = await tx
    .select({
      ...{ id: contracts.id, resellerId: contracts.resellerId, spaceId: contracts.spaceId, subscribedBytes: contracts.subscribedBytes },
      suspended: sql<boolean>`${contracts.suspendedAt} is not null or ${resellers.suspendedAt} is not null`,
      usedBytes: sql<number>`(select coalesce(sum(m.stored_bytes), 0)::float8 from ${machines} m
        where m.reseller_id = ${contracts.resellerId} and m.contract_id = ${contracts.id})`.mapWith(Number),
      alertId: alerts.id,
      remindAfterDays: resellers.remindAfterDays,
      ...addresses,
    })
    .from(contracts)
    .innerJoin(spaces, eq(spaces.id, contracts.spaceId))
    .innerJoin(resellers, eq(resellers.id, contracts.resellerId))
    .leftJoin(alerts, and(eq(alerts.contractId, contracts.id), eq(alerts.kind, 'over_volume'), isNull(alerts.closedAt)))
    .where(inArray(contracts.id, contractIds))
  const isOver = (row: (typeof rows)[number]) => !row.suspended && listQuotaState(row.usedBytes, row.subscribedBytes) === 'over'
  const openings = rows.filter(isOver).map((row) => {
    const alert = { kind: 'over_volume' as const, sinceAt: now, openedAt: now, ...UNTOUCHED, missedAfterDays: 0 }
    return {
      ...{ resellerId: row.resellerId, spaceId: row.spaceId, machineId: null, contractId: row.id, kind: alert.kind, sinceAt: now },
      detail: { usedBytes: row.usedBytes, subscribedBytes: row.subscribedBytes },
      escalatedAt: null,
      dueAt: nextDue({ ...alert, remindAfterDays: row.remindAfterDays }, now),
      recipients: recipientsOf('over_volume', row, { backupAlert: false, missedAlert: false }),
    }
  })
  await openEpisodes(tx, openings, now)
  const endings = rows
    .filter((row) => row.alertId && !isOver(row))
    .map(({ resellerId, spaceId, alertId, suspended }) => ({
      ...{ resellerId, spaceId, alertId: alertId ?? '' },
      end: suspended ? ('suspended' as const) : ('over' as const),
    }))
  await closeEpisodes(tx, endings, now)
}

/** What has happened to an episode that opens now. */
export const UNTOUCHED = { escalatedAt: null, remindedAt: null, acknowledgedAt: null, snoozedUntil: null }
