import { sql } from 'drizzle-orm'
import { bigint, boolean, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from './columns'
import { machines } from './machines'
import { ofSpace, systemOnly } from './policies'

/** The versions that a machine's repository holds, and those that it held. */
export const snapshots = pgTable(
  'snapshots',
  {
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    machineId: uuid('machine_id').notNull(),
    id: text('id').notNull(),
    // When the server first saw it: the only time that retention goes by. Seen on its way in, or found in the repository later.
    receivedAt: instant('received_at').notNull().defaultNow(),
    seenBy: text('seen_by', { enum: ['gateway', 'repository'] }).notNull(),
    // What the client's clock said.
    claimedAt: instant('claimed_at'),
    hostname: text('hostname'),
    paths: jsonb('paths').$type<string[]>().notNull().default([]),
    // Counted in the repository by the portal itself; null until then.
    files: bigint('files', { mode: 'number' }),
    bytes: bytes('bytes'),
    removedAt: instant('removed_at'),
  },
  (snapshot) => [
    primaryKey({ columns: [snapshot.machineId, snapshot.id] }),
    index('snapshots_received_at').on(snapshot.machineId, snapshot.receivedAt.desc()),
    foreignKey({
      columns: [snapshot.resellerId, snapshot.spaceId, snapshot.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'snapshots_machine',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    check('snapshots_id', sql`${snapshot.id} ~ '^[0-9a-f]{64}$'`),
    check('snapshots_measured', sql`(${snapshot.files} is null) = (${snapshot.bytes} is null)`),
    ...ofSpace(),
  ],
)

/** How a check of a repository can fail: what lies there is damaged, or it does not open. */
export const checkFailures = ['damaged', 'unreadable'] as const

/** What the portal knows of the repository of a machine that stores here, and when it looks after it next. */
export const repositories = pgTable(
  'repositories',
  {
    machineId: uuid('machine_id').primaryKey(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    visitDueAt: instant('visit_due_at').notNull().defaultNow(),
    visitedAt: instant('visited_at'),
    // Versions are forgotten, and what they alone needed is still stored.
    pruneDue: boolean('prune_due').notNull().default(false),
    prunedAt: instant('pruned_at'),
    checkDueAt: instant('check_due_at').notNull().defaultNow(),
    checkedAt: instant('checked_at'),
    checkFailure: text('check_failure', { enum: checkFailures }),
    checkMessage: text('check_message'),
    // The share of the data that was read last.
    checkPart: integer('check_part').notNull().default(0),
  },
  (repository) => [
    index('repositories_visit_due_at').on(repository.visitDueAt),
    index('repositories_check_due_at').on(repository.checkDueAt),
    foreignKey({
      columns: [repository.resellerId, repository.spaceId, repository.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'repositories_machine',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    ...ofSpace(),
  ],
)

/** Who works on which repository now. While the work holds it, the gateway makes its machine wait. */
export const repositoryLeases = pgTable(
  'repository_leases',
  {
    machineId: uuid('machine_id').primaryKey(),
    holder: uuid('holder').notNull(),
    holds: boolean('holds').notNull().default(false),
    until: instant('until').notNull(),
  },
  () => systemOnly(),
)
