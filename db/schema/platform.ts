import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, createdAt, id, instant } from './columns'
import { ofPlatform } from './policies'

/** The code with which the first operator is made; gone once one is there (requirements G1). */
export const setupCodes = pgTable(
  'setup_codes',
  {
    only: boolean('only').primaryKey().default(true),
    codeHash: bytea('code_hash').notNull(),
    createdAt: createdAt(),
  },
  (code) => [check('setup_codes_only', sql`${code.only}`), ...ofPlatform()],
)

/** The processes of the platform and when each was last heard of. */
export const instances = pgTable(
  'instances',
  {
    id: id(),
    hostname: text('hostname').notNull(),
    processId: integer('process_id').notNull(),
    roles: text('roles').array().notNull(),
    version: text('version').notNull(),
    storage: text('storage', { enum: ['up', 'down', 'absent'] }),
    startedAt: instant('started_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    // When this process last carried out a job of the queue: a timer alone would beat on when the queue stands still.
    workedAt: instant('worked_at'),
    reportsPerMinute: integer('reports_per_minute').notNull().default(0),
    stoppedAt: instant('stopped_at'),
  },
  (instance) => [index('instances_seen_at').on(instance.seenAt), ...ofPlatform()],
)
