import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, instant } from './columns'
import { backupOutcomes, machines } from './machines'
import { ofReseller, ofSpace } from './policies'
import { users } from './users'

const multirange = customType<{ data: string }>({ dataType: () => 'int8multirange' })
const count = (name: string) => bigint(name, { mode: 'number' })

export type LogLine = { at: string; level: 'info' | 'warning' | 'error'; message: string }

/** One run of the agent. Partitioned by month on the UUIDv7 id, that is on when the agent says it began. */
export const backups = pgTable(
  'backups',
  {
    id: uuid('id').primaryKey(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    machineId: uuid('machine_id').notNull(),
    trigger: text('trigger', { enum: ['schedule', 'manual', 'command'] }),
    outcome: text('outcome', { enum: backupOutcomes }).notNull().default('running'),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    receivedAt: instant('received_at').notNull().defaultNow(),
    lastReportAt: instant('last_report_at').notNull().defaultNow(),
    changedAt: instant('changed_at').notNull().defaultNow(),
    // The sequence numbers taken so far: contiguous ones fold into one range, so a long backup costs no more than a short one.
    seen: multirange('seen').notNull().default(sql`'{}'`),
    startedSeq: integer('started_seq'),
    progressSeq: integer('progress_seq'),
    finishedSeq: integer('finished_seq'),
    percent: real('percent').notNull().default(0),
    filesDone: count('files_done').notNull().default(0),
    filesTotal: count('files_total').notNull().default(0),
    bytesDone: bytes('bytes_done').notNull().default(0),
    bytesTotal: bytes('bytes_total').notNull().default(0),
    currentFiles: jsonb('current_files').$type<string[]>().notNull().default([]),
    filesNew: count('files_new'),
    filesChanged: count('files_changed'),
    filesUnmodified: count('files_unmodified'),
    bytesProcessed: bytes('bytes_processed'),
    bytesAdded: bytes('bytes_added'),
    storedBytes: bytes('stored_bytes'),
    durationSeconds: doublePrecision('duration_seconds'),
    snapshotId: text('snapshot_id'),
    error: text('error'),
  },
  (backup) => [
    unique('backups_scope').on(backup.resellerId, backup.spaceId, backup.id),
    index('backups_machine').on(backup.machineId, backup.id.desc()),
    index('backups_running').on(backup.resellerId, backup.machineId).where(sql`${backup.outcome} = 'running'`),
    index('backups_silent').on(backup.lastReportAt).where(sql`${backup.outcome} = 'running'`),
    index('backups_started_at').on(backup.resellerId, backup.startedAt),
    index('backups_changed_at').on(backup.resellerId, backup.changedAt),
    index('backups_broken').on(backup.id).where(sql`${backup.outcome} in ('failed', 'lost')`),
    foreignKey({
      columns: [backup.resellerId, backup.spaceId, backup.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'backups_machine',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    ...ofSpace(),
  ],
)

/** The log of a backup, as the agent sent it: one row a report. */
export const backupLogs = pgTable(
  'backup_logs',
  {
    backupId: uuid('backup_id').notNull(),
    seq: integer('seq').notNull(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    lines: jsonb('lines').$type<LogLine[]>().notNull(),
    // Counted once, so that a range of a long log is found without reading what lies before it.
    lineCount: integer('line_count').notNull().generatedAlwaysAs(sql`jsonb_array_length(lines)`),
    errorCount: integer('error_count')
      .notNull()
      .generatedAlwaysAs(sql`jsonb_array_length(jsonb_path_query_array(lines, '$[*] ? (@.level == "error")'))`),
  },
  (log) => [
    primaryKey({ columns: [log.backupId, log.seq] }),
    foreignKey({
      columns: [log.resellerId, log.spaceId, log.backupId],
      foreignColumns: [backups.resellerId, backups.spaceId, backups.id],
      name: 'backup_logs_backup',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    ...ofSpace(),
  ],
)

/** Running backups that a user has taken off the own list; the backup goes on (requirements E1). */
export const hiddenBackups = pgTable(
  'hidden_backups',
  {
    resellerId: uuid('reseller_id').notNull(),
    userId: uuid('user_id').notNull(),
    backupId: uuid('backup_id')
      .notNull()
      .references(() => backups.id, { onDelete: 'cascade' }),
  },
  (hidden) => [
    primaryKey({ columns: [hidden.userId, hidden.backupId] }),
    index('hidden_backups_backup').on(hidden.backupId),
    foreignKey({
      columns: [hidden.resellerId, hidden.userId],
      foreignColumns: [users.resellerId, users.id],
      name: 'hidden_backups_user',
    }).onDelete('cascade'),
    ...ofReseller(),
  ],
)
