import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { alertEvents, alerts, contracts, machines, resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { isCovered } from './covered'
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

const ACTIONS = { acknowledged: 'alert.acknowledged', snoozed: 'alert.snoozed', resumed: 'alert.resumed' } as const
type HoldKind = keyof typeof ACTIONS

type Hold = { acknowledgedAt: Date | null; snoozedUntil: Date | null; reason: string | null }

/** What a silence covers is held and given back with it. */
function hold(actor: UserActor, alertId: string, kind: HoldKind, to: Hold, now: Date) {
  return withActor(actor, async (tx): Promise<Result<void, 'closed'>> => {
    const asked = parseId(alertId, 'alert')
    const locked = await lockAlerts(tx, asked)
    const alert = found(
      locked.find(({ id }) => id === asked),
      'alert',
    )
    if (alert.closedAt) return fail('closed')
    const isHeld = ({ acknowledgedAt, snoozedUntil }: Locked) => acknowledgedAt !== null || snoozedUntil !== null
    for (const each of locked) if (each === alert || kind !== 'resumed' || isHeld(each)) await holdOne(tx, actor, each, kind, to, now)
    return ok(undefined)
  })
}

async function holdOne(tx: Tx, actor: UserActor, alert: Locked, kind: HoldKind, { reason, ...times }: Hold, now: Date) {
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
  await audit(tx, actor, ACTIONS[kind], subject, {
    alert: alert.kind,
    reason,
    ...(times.snoozedUntil && { until: times.snoozedUntil.toISOString() }),
  })
}

type Locked = Awaited<ReturnType<typeof lockAlerts>>[number]

/** The episode and, of a silence, what it covers. */
async function lockAlerts(tx: Tx, id: string) {
  const ofSilence = sql`${alerts.machineId} = (select machine_id from ${alerts} asked where asked.id = ${id} and asked.kind = 'missed')`
  const rows = await tx
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
    .where(or(eq(alerts.id, id), and(ofSilence, isNull(alerts.closedAt), isCovered)))
    .orderBy(alerts.id)
    .for('update', { of: alerts })
  return rows.map(({ alert, ...facts }) => ({ ...alert, ...facts }))
}
