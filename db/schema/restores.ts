import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { agentCommands } from './agent-commands'
import { bytes, id, instant } from './columns'
import { machines } from './machines'
import { ofSpace } from './policies'

export const downloadFormats = ['file', 'zip', 'tar'] as const
export const downloadEndings = ['complete', 'broken_off', 'failed'] as const
export const overwriteRules = ['never', 'if_newer', 'always'] as const

/** A file that could not be brought back, and why, in the agent's own words. */
export type RestoreError = { path: string; message: string }

/** What was brought back from a backup, by whom and how it went: as a download, or by the machine's agent (requirements F5). */
export const restores = pgTable(
  'restores',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    machineId: uuid('machine_id').notNull(),
    kind: text('kind', { enum: ['download', 'machine'] }).notNull(),
    snapshotId: text('snapshot_id').notNull(),
    snapshotAt: instant('snapshot_at').notNull(),
    paths: jsonb('paths').$type<string[]>().notNull(),
    filesTotal: bigint('files_total', { mode: 'number' }).notNull(),
    bytesTotal: bytes('bytes_total').notNull(),
    format: text('format', { enum: downloadFormats }),
    // Null on a machine: where the files were.
    target: text('target'),
    overwrite: text('overwrite', { enum: overwriteRules }),
    reason: text('reason'),
    askedByUserId: uuid('asked_by_user_id').notNull(),
    askedByName: text('asked_by_name').notNull(),
    askedAt: instant('asked_at').notNull(),
    // How a restore on the machine stands, its command says; a download says it here.
    commandId: uuid('command_id').references(() => agentCommands.id, { onDelete: 'cascade' }),
    startedAt: instant('started_at'),
    progressAt: instant('progress_at'),
    endedAt: instant('ended_at'),
    ending: text('ending', { enum: downloadEndings }),
    filesDone: bigint('files_done', { mode: 'number' }).notNull().default(0),
    bytesDone: bytes('bytes_done').notNull().default(0),
    filesSkipped: bigint('files_skipped', { mode: 'number' }).notNull().default(0),
    filesFailed: bigint('files_failed', { mode: 'number' }).notNull().default(0),
    errors: jsonb('errors').$type<RestoreError[]>().notNull().default([]),
  },
  (restore) => [
    unique('restores_command').on(restore.commandId),
    index('restores_machine').on(restore.machineId, restore.id.desc()),
    foreignKey({
      columns: [restore.resellerId, restore.spaceId, restore.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'restores_machine_scope',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    check('restores_kind', sql`${restore.kind} in ('download', 'machine')`),
    check('restores_download', sql`(${restore.kind} = 'download') = (${restore.format} is not null)`),
    check(
      'restores_on_machine',
      sql`(${restore.kind} = 'machine') = (${restore.commandId} is not null and ${restore.overwrite} is not null)`,
    ),
    check('restores_ending', sql`(${restore.endedAt} is null) = (${restore.ending} is null)`),
    ...ofSpace(),
  ],
)
