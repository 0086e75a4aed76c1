import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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
