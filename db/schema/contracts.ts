import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, createdAt, id, instant } from './columns'
import { ofSpace } from './policies'
import { spaces } from './spaces'

/** One end client (or one service of it) and what it has subscribed. */
export const contracts = pgTable(
  'contracts',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    title: text('title').notNull(),
    clientEmail: text('client_email').notNull(),
    clientLocale: text('client_locale', { enum: ['fr', 'en'] })
      .notNull()
      .default('fr'),
    subscribedBytes: bytes('subscribed_bytes').notNull(),
    machineLimit: integer('machine_limit'),
    retentionDays: integer('retention_days').notNull().default(90),
    configVersion: integer('config_version').notNull().default(0),
    suspendedAt: instant('suspended_at'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (contract) => [
    unique('contracts_scope').on(contract.resellerId, contract.spaceId, contract.id),
    uniqueIndex('contracts_title').on(contract.resellerId, contract.spaceId, sql`lower(${contract.title})`),
    index('contracts_by_title').on(contract.resellerId, sql`${contract.title} collate "und-x-icu"`, contract.id),
    foreignKey({
      columns: [contract.resellerId, contract.spaceId],
      foreignColumns: [spaces.resellerId, spaces.id],
      name: 'contracts_space',
    }),
    check('contracts_subscribed_bytes', sql`${contract.subscribedBytes} between 0 and 9007199254740991`),
    check('contracts_machine_limit', sql`${contract.machineLimit} >= 0`),
    check('contracts_retention_days', sql`${contract.retentionDays} between 1 and 36500`),
    ...ofSpace(),
  ],
)

/** What a configuration no longer protects, against the one before it. `history` counts in days. */
export type ConfigLoss =
  | { kind: 'folder'; path: string }
  | { kind: 'exclude'; pattern: string }
  | { kind: 'schedule_removed' }
  | { kind: 'schedule_rarer' }
  | { kind: 'history'; from: number; to: number }

/** The configuration files that a contract has had for its machines; `contracts.config_version` names the one in force. */
export const contractConfigs = pgTable(
  'contract_configs',
  {
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    contractId: uuid('contract_id').notNull(),
    version: integer('version').notNull(),
    body: text('body').notNull(),
    authorUserId: uuid('author_user_id'),
    authorName: text('author_name').notNull(),
    restoredVersion: integer('restored_version'),
    losses: jsonb('losses').$type<ConfigLoss[]>().notNull().default([]),
    createdAt: createdAt(),
  },
  (config) => [
    primaryKey({ columns: [config.contractId, config.version] }),
    foreignKey({
      columns: [config.resellerId, config.spaceId, config.contractId],
      foreignColumns: [contracts.resellerId, contracts.spaceId, contracts.id],
      name: 'contract_configs_contract',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    ...ofSpace(),
  ],
)
