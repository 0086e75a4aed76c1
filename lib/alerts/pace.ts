import type { AlertKind } from '@/db/schema'

const DAY = 86_400_000
const HOUR = 3_600_000

/** Days after which an open episode escalates. A silence does when it has lasted twice as long as was allowed. */
const ESCALATE_DAYS: Record<Exclude<AlertKind, 'missed'>, number> = {
  failed: 3,
  partial: 7,
  config_refused: 7,
  check_failed: 1,
  history_frozen: 3,
  over_volume: 7,
}

export type Paced = {
  kind: AlertKind
  sinceAt: Date
  openedAt: Date
  escalatedAt: Date | null
  remindedAt: Date | null
  acknowledgedAt: Date | null
  snoozedUntil: Date | null
  /** Of the machine, for a silence. */
  missedAfterDays: number
  /** Null: no reminders. */
  remindAfterDays: number | null
}

export function escalatesAt({ kind, sinceAt, openedAt, missedAfterDays }: Paced): Date {
  if (kind !== 'missed') return new Date(openedAt.getTime() + ESCALATE_DAYS[kind] * DAY)
  return new Date(Math.max(openedAt.getTime(), sinceAt.getTime() + 2 * missedAfterDays * DAY))
}

/** When those who were told of an open episode are told again; null while somebody has it in hand. */
export function remindsAt(alert: Paced): Date | null {
  if (alert.acknowledgedAt || alert.remindAfterDays === null) return null
  const told = alert.remindedAt ?? alert.openedAt
  const next = told.getTime() + alert.remindAfterDays * DAY
  return new Date(Math.max(next, alert.snoozedUntil?.getTime() ?? 0))
}

/** When the sweep has to look at an open episode by itself; what ends it makes its machine due anyway. */
export function nextDue(alert: Paced, now: Date): Date | null {
  const times = [
    alert.escalatedAt ? null : escalatesAt(alert),
    remindsAt(alert),
    alert.snoozedUntil,
    // A contract is weighed again although none of its machines has changed: one of them may have gone.
    alert.kind === 'over_volume' ? new Date(now.getTime() + HOUR) : null,
  ].filter((time) => time !== null)
  return times.length > 0 ? new Date(Math.min(...times.map((time) => time.getTime()))) : null
}

/** Whether somebody has it in hand, or wants to hear of it later. */
export const isHeld = (alert: Pick<Paced, 'acknowledgedAt' | 'snoozedUntil'>, now: Date): boolean =>
  alert.acknowledgedAt !== null || (alert.snoozedUntil !== null && alert.snoozedUntil > now)
