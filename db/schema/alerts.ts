import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns'
import { contracts } from './contracts'
import { machines } from './machines'
import { ofSpace, systemOnly } from './policies'

/** What can be wrong. `over_volume` is of a contract, all else of a machine. */
export const alertKinds = ['missed', 'failed', 'partial', 'config_refused', 'check_failed', 'history_frozen', 'over_volume'] as const
export type AlertKind = (typeof alertKinds)[number]

/** What happens to an episode, in the order in which it may. */
export const alertEventKinds = ['opened', 'escalated', 'reminded', 'acknowledged', 'snoozed', 'resumed', 'closed'] as const
export type AlertEventKind = (typeof alertEventKinds)[number]

/** Why an episode ended: what was wrong is over, or nobody wants to be told of it any more. */
export const alertEnds = ['over', 'suspended', 'switched_off'] as const

/** The figures of an episode, as they were when it opened or was last looked at. */
export type AlertDetail = {
  error?: string | null
  usedBytes?: number
  subscribedBytes?: number
  days?: number
  /** A silence before the first backup. */
  never?: boolean
  check?: string
  freeze?: string
}

/** Episodes: one open row per machine (or contract) and kind. What is open, and since when, is what screens and mails read. */
export const alerts = pgTable(
  'alerts',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    machineId: uuid('machine_id'),
    contractId: uuid('contract_id'),
    kind: text('kind', { enum: alertKinds }).notNull(),
    detail: jsonb('detail').$type<AlertDetail>().notNull().default({}),
    // Since when what is wrong has been wrong; for a silence, the last backup.
    sinceAt: instant('since_at').notNull(),
    openedAt: instant('opened_at').notNull(),
    escalatedAt: instant('escalated_at'),
    // When it escalates, or is reminded of, or is weighed again; null: not by itself.
    dueAt: instant('due_at'),
    remindedAt: instant('reminded_at'),
    acknowledgedAt: instant('acknowledged_at'),
    snoozedUntil: instant('snoozed_until'),
    heldBy: text('held_by'),
    holdReason: text('hold_reason'),
    closedAt: instant('closed_at'),
    end: text('ended_by', { enum: alertEnds }),
  },
  (alert) => [
    unique('alerts_scope').on(alert.resellerId, alert.spaceId, alert.id),
    uniqueIndex('alerts_open_machine').on(alert.machineId, alert.kind).where(sql`${alert.closedAt} is null`),
    uniqueIndex('alerts_open_contract').on(alert.contractId, alert.kind).where(sql`${alert.closedAt} is null`),
    index('alerts_due').on(alert.dueAt).where(sql`${alert.closedAt} is null`),
    index('alerts_open_reseller').on(alert.resellerId, alert.kind).where(sql`${alert.closedAt} is null`),
    index('alerts_machine').on(alert.machineId, alert.id.desc()),
    index('alerts_contract').on(alert.contractId, alert.id.desc()),
    index('alerts_closed_at').on(alert.closedAt),
    foreignKey({
      columns: [alert.resellerId, alert.spaceId, alert.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'alerts_of_machine',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    foreignKey({
      columns: [alert.resellerId, alert.spaceId, alert.contractId],
      foreignColumns: [contracts.resellerId, contracts.spaceId, contracts.id],
      name: 'alerts_of_contract',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    check('alerts_of_one', sql`num_nonnulls(${alert.machineId}, ${alert.contractId}) = 1`),
    check('alerts_closed', sql`(${alert.closedAt} is null) = (${alert.end} is null)`),
    check('alerts_one_hold', sql`num_nonnulls(${alert.acknowledgedAt}, ${alert.snoozedUntil}) <= 1`),
    ...ofSpace(),
  ],
)

/** The history of an episode. It opens once and closes once. */
export const alertEvents = pgTable(
  'alert_events',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    alertId: uuid('alert_id').notNull(),
    kind: text('kind', { enum: alertEventKinds }).notNull(),
    at: instant('at').notNull(),
    byName: text('by_name'),
    reason: text('reason'),
  },
  (event) => [
    unique('alert_events_scope').on(event.resellerId, event.spaceId, event.id),
    index('alert_events_alert').on(event.alertId, event.id),
    uniqueIndex('alert_events_once').on(event.alertId, event.kind).where(sql`${event.kind} in ('opened', 'escalated', 'closed')`),
    foreignKey({
      columns: [event.resellerId, event.spaceId, event.alertId],
      foreignColumns: [alerts.resellerId, alerts.spaceId, alerts.id],
      name: 'alert_events_of_alert',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    ...ofSpace(),
  ],
)

/**
 * Who is to be told of what: an event of an episode, or a backup that succeeded. All that waits for a recipient leaves in one mail
 * (requirements E5); that it left is written with the mail.
 */
export const alertNotices = pgTable(
  'alert_notices',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    eventId: uuid('event_id'),
    machineId: uuid('machine_id'),
    backupId: uuid('backup_id'),
    audience: text('audience', { enum: ['client', 'reseller'] }).notNull(),
    recipient: text('recipient').notNull(),
    locale: text('locale', { enum: ['fr', 'en'] }).notNull(),
    // With all of a day's successes instead of by itself.
    daily: boolean('daily').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    mailedAt: instant('mailed_at'),
  },
  (notice) => [
    uniqueIndex('alert_notices_event').on(notice.eventId, notice.recipient),
    uniqueIndex('alert_notices_backup').on(notice.backupId, notice.recipient),
    index('alert_notices_waiting').on(notice.daily, notice.resellerId, notice.recipient).where(sql`${notice.mailedAt} is null`),
    index('alert_notices_machine').on(notice.machineId),
    index('alert_notices_mailed').on(notice.resellerId, notice.recipient, notice.mailedAt),
    foreignKey({
      columns: [notice.resellerId, notice.spaceId, notice.eventId],
      foreignColumns: [alertEvents.resellerId, alertEvents.spaceId, alertEvents.id],
      name: 'alert_notices_of_event',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    foreignKey({
      columns: [notice.resellerId, notice.spaceId, notice.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'alert_notices_of_machine',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    check('alert_notices_of_one', sql`num_nonnulls(${notice.eventId}, ${notice.backupId}) = 1`),
    ...systemOnly(),
  ],
)

/** That a job of the installation still goes round: who waits for it in vain reads so in /api/health. */
export const heartbeats = pgTable('heartbeats', { name: text('name').primaryKey(), at: instant('at').notNull() }, () => systemOnly())
