import { and, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { alerts, contracts, machines, resellers, spaces } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { addresses } from './addresses'
import { recipientsOf } from './audience'
import { isCovered } from './covered'
import { type Happening, note } from './episodes'
import { escalatesAt, isHeld, nextDue, remindsAt } from './pace'
import { weighContracts } from './volumes'

const BATCH = 500

/**
 * Goes through a batch of the open episodes that are due by themselves: those that escalate, that somebody is to be reminded of, whose
 * rest is over, or whose contract is to be weighed again. Answers whether more are due.
 */
export function sweepEpisodes(actor: SystemActor, now: Date): Promise<{ more: boolean }> {
  return withActor(actor, async (tx) => {
    const isDue = and(isNull(alerts.closedAt), lte(alerts.dueAt, now))
    const found = await tx
      .select({ id: alerts.id, contractId: alerts.contractId })
      .from(alerts)
      .where(isDue)
      .orderBy(alerts.dueAt)
      .limit(BATCH)
    if (found.length === 0) return { more: false }
    // Before any episode is held, as the sweep of machines does it: the two never wait for each other in a ring.
    await weighContracts(tx, [...new Set(found.flatMap(({ contractId }) => contractId ?? []))], now)
    const among = inArray(
      alerts.id,
      found.map(({ id }) => id),
    )
    const claimed = await tx.select({ id: alerts.id }).from(alerts).where(and(among, isDue)).for('update', { skipLocked: true })
    const due = await readDue(
      tx,
      claimed.map(({ id }) => id),
    )
    const turned = due.map((alert) => turn(alert, now))
    await note(
      tx,
      turned.flatMap(({ happened }) => happened),
      now,
    )
    const rows = turned.map(({ after }) => after)
    await tx.execute(sql`
      update ${alerts} a set escalated_at = r.escalated_at, reminded_at = r.reminded_at, due_at = r.due_at, snoozed_until = r.snoozed_until,
        held_by = case when r.rested then null else a.held_by end, hold_reason = case when r.rested then null else a.hold_reason end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, escalated_at timestamptz, reminded_at timestamptz, due_at timestamptz, snoozed_until timestamptz, rested boolean)
      where a.id = r.id`)
    // Fewer when another worker is at them: what is left is the next round's.
    return { more: claimed.length === BATCH }
  })
}

type Due = Awaited<ReturnType<typeof readDue>>[number]

/** Of those that are still open. */
const readDue = (tx: Tx, ids: string[]) =>
  tx
    .select({
      id: alerts.id,
      resellerId: alerts.resellerId,
      spaceId: alerts.spaceId,
      kind: alerts.kind,
      sinceAt: alerts.sinceAt,
      openedAt: alerts.openedAt,
      escalatedAt: alerts.escalatedAt,
      remindedAt: alerts.remindedAt,
      acknowledgedAt: alerts.acknowledgedAt,
      snoozedUntil: alerts.snoozedUntil,
      backupAlert: sql<boolean>`coalesce(${machines.backupAlert}, false)`,
      missedAlert: sql<boolean>`coalesce(${machines.missedAlert}, false)`,
      missedAfterDays: sql<number>`coalesce(${machines.missedAfterDays}, ${resellers.missedAfterDays})`,
      remindAfterDays: resellers.remindAfterDays,
      covered: isCovered,
      ...addresses,
    })
    .from(alerts)
    .leftJoin(machines, eq(machines.id, alerts.machineId))
    .innerJoin(contracts, sql`${contracts.id} = coalesce(${alerts.contractId}, ${machines.contractId})`)
    .innerJoin(spaces, eq(spaces.id, alerts.spaceId))
    .innerJoin(resellers, eq(resellers.id, alerts.resellerId))
    .where(and(inArray(alerts.id, ids), isNull(alerts.closedAt), isNotNull(alerts.dueAt)))

/** What becomes of a due episode. Escalation and reminder at once are one mail: that it escalates; of what a silence covers there is none. */
function turn(alert: Due, now: Date) {
  const { id, resellerId, spaceId, kind } = alert
  const rested = alert.snoozedUntil !== null && alert.snoozedUntil <= now
  const escalates = !alert.escalatedAt && escalatesAt(alert) <= now
  const remindAt = remindsAt(alert)
  const reminds = !escalates && ((remindAt !== null && remindAt <= now) || rested)
  const held = isHeld(alert, now)
  const recipients = held || alert.covered ? [] : recipientsOf(kind, alert, alert)
  const happened: Happening[] = []
  if (rested) happened.push({ resellerId, spaceId, alertId: id, kind: 'resumed', recipients: [] })
  if (escalates) happened.push({ resellerId, spaceId, alertId: id, kind: 'escalated', recipients })
  if (reminds && !held) happened.push({ resellerId, spaceId, alertId: id, kind: 'reminded', recipients })
  const next = {
    ...alert,
    escalatedAt: escalates ? now : alert.escalatedAt,
    remindedAt: (escalates || reminds) && !held ? now : alert.remindedAt,
    snoozedUntil: rested ? null : alert.snoozedUntil,
  }
  const { escalatedAt, remindedAt, snoozedUntil } = next
  const after = { id, escalated_at: escalatedAt, reminded_at: remindedAt, due_at: nextDue(next, now), snoozed_until: snoozedUntil, rested }
  return { happened, after }
}
