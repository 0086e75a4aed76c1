import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytea, bytes, createdAt, id, instant } from './columns'
import { type ConfigLoss, contracts } from './contracts'
import { ofSpace } from './policies'

/** How a run of the agent stands; `lost` means that it went silent (design.md, Jobs). */
export const backupOutcomes = ['running', 'success', 'partial', 'failed', 'cancelled', 'lost'] as const

/** Why the history of a machine is frozen; lib/retention/suspicion.ts is their only judge. */
export const freezeReasons = ['check_failed', 'shrunk', 'clock'] as const

/** One backed-up computer. */
export const machines = pgTable(
  'machines',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    contractId: uuid('contract_id').notNull(),
    name: text('name').notNull(),
    keyHash: bytea('key_hash').notNull(),
    keySealed: text('key_sealed').notNull(),
    keySuffix: text('key_suffix').notNull(),
    repositoryPasswordSealed: text('repository_password_sealed').notNull(),
    hostname: text('hostname'),
    os: text('os'),
    agentVersion: text('agent_version'),
    engineVersion: text('engine_version'),
    registeredAt: instant('registered_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at'),
    lastBackupAt: instant('last_backup_at'),
    lastFinishedAt: instant('last_finished_at'),
    lastOutcome: text('last_outcome', { enum: backupOutcomes }),
    storedBytes: bytes('stored_bytes').notNull().default(0),
    // Once the portal's own storage has counted a machine, the agent's claim no longer does.
    storageMetered: boolean('storage_metered').notNull().default(false),
    backupAlert: boolean('backup_alert').notNull().default(false),
    missedAlert: boolean('missed_alert').notNull().default(true),
    missedAfterDays: integer('missed_after_days'),
    retentionDays: integer('retention_days').notNull().default(90),
    // Frozen: none of its versions is removed until the cause is gone, or an administrator has released it.
    retentionFrozenAt: instant('retention_frozen_at'),
    retentionFrozenReason: text('retention_frozen_reason', { enum: freezeReasons }),
    retentionFrozenDetail: jsonb('retention_frozen_detail').$type<Record<string, number>>(),
    retentionReleasedAt: instant('retention_released_at'),
    comment: text('comment'),
    configVersion: integer('config_version').notNull().default(0),
    // Without a file of its own it follows its contract's default.
    inheritsConfig: boolean('inherits_config').notNull().default(true),
    configAppliedVersion: integer('config_applied_version').notNull().default(0),
    configError: text('config_error'),
    changedAt: instant('changed_at').notNull().defaultNow(),
    // When the alert sweep looks at it next; null: not before something of it changes. A trigger puts it to the epoch then.
    alertAfter: instant('alert_after').default(sql`to_timestamp(0)`),
  },
  (machine) => [
    uniqueIndex('machines_key_hash').on(machine.keyHash),
    unique('machines_scope').on(machine.resellerId, machine.spaceId, machine.id),
    uniqueIndex('machines_name').on(machine.resellerId, machine.contractId, sql`lower(${machine.name})`),
    index('machines_changed_at').on(machine.resellerId, machine.changedAt),
    index('machines_alert_after').on(machine.alertAfter),
    foreignKey({
      columns: [machine.resellerId, machine.spaceId, machine.contractId],
      foreignColumns: [contracts.resellerId, contracts.spaceId, contracts.id],
      name: 'machines_contract',
    }).onUpdate('cascade'),
    check('machines_stored_bytes', sql`${machine.storedBytes} between 0 and 9007199254740991`),
    check('machines_missed_after_days', sql`${machine.missedAfterDays} between 1 and 365`),
    check('machines_retention_frozen', sql`(${machine.retentionFrozenAt} is null) = (${machine.retentionFrozenReason} is null)`),
    ...ofSpace(),
  ],
)

/** Who wrote a version: a user for this machine, its agent when it was installed, or a user for the whole contract. */
export const configOrigins = ['user', 'agent', 'contract'] as const

/** The configuration files that a machine has had; `machines.config_version` names the one in force. */
export const machineConfigs = pgTable(
  'machine_configs',
  {
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    machineId: uuid('machine_id').notNull(),
    version: integer('version').notNull(),
    body: text('body').notNull(),
    origin: text('origin', { enum: configOrigins }).notNull().default('user'),
    authorUserId: uuid('author_user_id'),
    // Kept beside the id: the history still says who, when that user is gone.
    authorName: text('author_name'),
    restoredVersion: integer('restored_version'),
    losses: jsonb('losses').$type<ConfigLoss[]>().notNull().default([]),
    createdAt: createdAt(),
  },
  (config) => [
    primaryKey({ columns: [config.machineId, config.version] }),
    foreignKey({
      columns: [config.resellerId, config.spaceId, config.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'machine_configs_machine',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    check('machine_configs_origin', sql`${config.origin} in ('user', 'agent', 'contract')`),
    ...ofSpace(),
  ],
)

/** What is kept of a deleted machine: enough to reach its backups, and to bring it back (requirements D6, B6). */
export const deletedMachines = pgTable(
  'deleted_machines',
  {
    id: uuid('id').primaryKey(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    contractTitle: text('contract_title').notNull(),
    name: text('name').notNull(),
    keySealed: text('key_sealed').notNull(),
    repositoryPasswordSealed: text('repository_password_sealed').notNull(),
    storedBytes: bytes('stored_bytes').notNull(),
    retentionDays: integer('retention_days').notNull(),
    registeredAt: instant('registered_at').notNull(),
    deletedAt: instant('deleted_at').notNull(),
    deletedBy: text('deleted_by').notNull(),
    // Its data is going: from here on there is no way back.
    removalStartedAt: instant('removal_started_at'),
  },
  (machine) => [
    index('deleted_machines_reseller').on(machine.resellerId, machine.deletedAt),
    index('deleted_machines_deleted_at').on(machine.deletedAt),
    ...ofSpace(),
  ],
)
