import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns'
import { machines } from './machines'
import { ofSpace } from './policies'

export const agentCommandKinds = ['backup_now', 'cancel', 'restore'] as const
export const agentCommandStates = ['queued', 'delivered', 'running', 'done', 'failed', 'expired', 'cancelled'] as const

/** What people ask of a machine's agent, until it has answered or the time for it has passed (design.md, Agent protocol v1). */
export const agentCommands = pgTable(
  'agent_commands',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    machineId: uuid('machine_id').notNull(),
    kind: text('kind', { enum: agentCommandKinds }).notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull().default({}),
    state: text('state', { enum: agentCommandStates }).notNull().default('queued'),
    askedByUserId: uuid('asked_by_user_id'),
    askedByName: text('asked_by_name').notNull(),
    askedAt: instant('asked_at').notNull(),
    deliveredAt: instant('delivered_at'),
    endedAt: instant('ended_at'),
    expiresAt: instant('expires_at').notNull(),
    // The agent's own sentence.
    result: text('result'),
  },
  (command) => [
    index('agent_commands_machine').on(command.machineId, command.id.desc()),
    index('agent_commands_open').on(command.machineId).where(sql`${command.endedAt} is null`),
    index('agent_commands_expiring').on(command.expiresAt).where(sql`${command.endedAt} is null`),
    // Two people who ask at once ask for one backup.
    uniqueIndex('agent_commands_one_backup')
      .on(command.machineId)
      .where(sql`${command.kind} = 'backup_now' and ${command.endedAt} is null`),
    // Two restores at once would write over each other's files.
    uniqueIndex('agent_commands_one_restore').on(command.machineId).where(sql`${command.kind} = 'restore' and ${command.endedAt} is null`),
    foreignKey({
      columns: [command.resellerId, command.spaceId, command.machineId],
      foreignColumns: [machines.resellerId, machines.spaceId, machines.id],
      name: 'agent_commands_machine_scope',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    check('agent_commands_kind', sql`${command.kind} in ('backup_now', 'cancel', 'restore')`),
    check('agent_commands_state', sql`(${command.state} in ('queued', 'delivered', 'running')) = (${command.endedAt} is null)`),
    check('agent_commands_expires_at', sql`${command.expiresAt} > ${command.askedAt}`),
    ...ofSpace(),
  ],
)
