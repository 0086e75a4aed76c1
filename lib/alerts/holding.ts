import { eq, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { type AlertEventKind, alertEvents, alerts, contracts, machines, resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { nextDue } from './pace'
import type { AcknowledgeAlert, ResumeAlert, SnoozeAlert } from './schema'

const DAY = 86_400_000

/** Takes an open episode in hand: nobody is reminded of it any more. For everybody who sees it. Throws NotFoundError. */
export function acknowledgeAlert(actor: UserActor, { alertId, reason }: AcknowledgeAlert, now: Date): Promise<Result<void, 'closed'>> {
  return hold(actor, alertId, 'acknowledged', { acknowledgedAt: now, snoozedUntil: null, reason }, now)
}

/** Lets an open episode rest for some days; then it counts again, if it has not ended meanwhile. Throws NotFoundError. */
export function snoozeAlert(actor: UserActor, { alertId, reason, days }: SnoozeAlert, now: Date): Promise<Result<void, 'closed'>> {
  return hold(actor, alertId, 'snoozed', { acknowledgedAt: null, snoozedUntil: new Date(now.getTime() + days * DAY), reason }, now)
}

/** Gives an episode back that somebody had in hand, or wakes it before its time. Throws NotFoundError. */
export function resumeAlert(actor: UserActor, { alertId }: ResumeAlert, now: Date): Promise<Result<void, 'closed'>> {
  return hold(actor, alertId, 'resumed', { acknowledgedAt: null, snoozedUntil: null, reason: null }, now)
}

type Hold = { acknowledgedAt: Date | null; snoozedUntil: Date | null; reason: string | null }

function hold(actor: UserActor, alertId: string, kind: AlertEventKind, { reason, ...times }: Hold, now: Date) {
  return withActor(actor, async (tx): Promise<Result<void, 'closed'>> => {
    const alert = await lockAlert(tx, alertId)
    if (alert.closedAt) return fail('closed')
    const dueAt = nextDue({ ...alert, ...times }, now)
    const isHeldNow = kind !== 'resumed'
    await tx
      .update(alerts)
      .set({ ...times, dueAt, heldBy: isHeldNow ? actor.displayName : null, holdReason: reason })
      .where(eq(alerts.id, alert.id))
    const { resellerId, spaceId } = alert
    await tx.insert(alertEvents).values({ resellerId, spaceId, alertId: alert.id, kind, at: now, byName: actor.displayName, reason })
    const subject = alert.machineId
      ? { kind: 'machine' as const, id: alert.machineId, name: alert.name, resellerId }
      : { kind: 'contract' as const, id: alert.contractId ?? '', name: alert.name, resellerId }
    await audit(tx, actor, `alert.${kind}`, subject, {
      alert: alert.kind,
      reason,
      ...(times.snoozedUntil && { until: times.snoozedUntil.toISOString() }),
    })
    return ok(undefined)
  })
}

async function lockAlert(tx: Tx, alertId: string) {
  const [row] = await tx
    .select({
      alert: alerts,
      name: sql<string>`coalesce(${machines.name}, ${contracts.title})`,
      missedAfterDays: sql<number>`coalesce(${machines.missedAfterDays}, ${resellers.missedAfterDays})`,
      remindAfterDays: resellers.remindAfterDays,
    })
    .from(alerts)
    .leftJoin(machines, eq(machines.id, alerts.machineId))
    .leftJoin(contracts, eq(contracts.id, alerts.contractId))
    .innerJoin(resellers, eq(resellers.id, alerts.resellerId))
    .where(eq(alerts.id, parseId(alertId, 'alert')))
    .for('update', { of: alerts })
  const { alert, ...facts } = found(row, 'alert')
  return { ...alert, ...facts }
}
