import { and, eq, inArray, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { agentCommands, backups, contracts, machines, restores } from '@/db/schema'
import type { CommandKind } from '@/lib/agent-protocol/commands'
import { audit } from '@/lib/audit/commands'
import type { SystemActor, UserActor } from '@/lib/auth/types'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { canCommand } from './policy'
import { queueAgentCommand } from './queue'
import type { BackUpNow, CancelBackup, WithdrawCommand } from './schema'
import { openStates } from './state'

const HOUR = 3_600_000
/** A machine that is off when it is asked backs up when it comes back, if that is not too long. */
const BACKUP_EXPIRES_AFTER = 24 * HOUR
const CANCEL_EXPIRES_AFTER = HOUR
/** For so long nothing is heard of what runs before it counts as ended. */
const SILENCE = 24 * HOUR

type Asked<Reason extends string> = Result<{ commandId: string }, Reason | 'contract_suspended'>

/** Has a machine's agent back up at its next poll. Throws NotFoundError. */
export function backUpNow(actor: UserActor, input: BackUpNow, now: Date): Promise<Asked<'already_running' | 'already_asked'>> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, input.machineId)
    if (machine.suspended) return fail('contract_suspended')
    if ((await tx.$count(backups, and(eq(backups.machineId, machine.id), eq(backups.outcome, 'running')))) > 0)
      return fail('already_running')
    if (await findOpen(tx, machine.id, 'backup_now', {})) return fail('already_asked')
    const expiresAt = new Date(now.getTime() + BACKUP_EXPIRES_AFTER)
    return ok({ commandId: await queueAgentCommand(tx, actor, { machineId: machine.id, kind: 'backup_now', payload: {}, expiresAt }, now) })
  })
}

/** Has the agent stop a backup that runs; asked twice it is one command. Throws NotFoundError. */
export function cancelBackup(actor: UserActor, input: CancelBackup, now: Date): Promise<Asked<'not_running'>> {
  return withActor(actor, async (tx) => {
    const backupId = parseId(input.backupId, 'backup')
    const [backup] = await tx
      .select({ machineId: backups.machineId, outcome: backups.outcome })
      .from(backups)
      .where(eq(backups.id, backupId))
    const { machineId, outcome } = found(backup, 'backup')
    const machine = await lockMachine(tx, machineId)
    if (machine.suspended) return fail('contract_suspended')
    if (outcome !== 'running') return fail('not_running')
    const asked = await findOpen(tx, machineId, 'cancel', { backupId })
    if (asked) return ok({ commandId: asked })
    const expiresAt = new Date(now.getTime() + CANCEL_EXPIRES_AFTER)
    return ok({ commandId: await queueAgentCommand(tx, actor, { machineId, kind: 'cancel', payload: { backupId }, expiresAt }, now) })
  })
}

/** Takes back what no agent has been told yet. Throws NotFoundError, ForbiddenError. */
export function withdrawAgentCommand(actor: UserActor, input: WithdrawCommand, now: Date): Promise<Result<void, 'already_delivered'>> {
  const id = parseId(input.commandId, 'command')
  return withActor(actor, async (tx) => {
    const [row] = await tx.select({ machineId: agentCommands.machineId }).from(agentCommands).where(eq(agentCommands.id, id))
    const { suspended: _, ...machine } = await lockMachine(tx, found(row, 'command').machineId)
    const [command] = await tx.select().from(agentCommands).where(eq(agentCommands.id, id))
    const { kind, state, payload } = found(command, 'command')
    // The stop of a restore is taken back by who may restore alone: the restore would go on.
    allow(canCommand(actor, 'commandId' in payload ? 'restore' : kind))
    if (state !== 'queued') return fail('already_delivered')
    await withdrawQueued(tx, actor, { ...machine, id, kind, machineId: machine.id }, now)
    return ok(undefined)
  })
}

type Queued = { id: string; kind: CommandKind; machineId: string; name: string; resellerId: string }

/** Ends a command that no agent has been told of, within a transaction that holds its machine's row. */
export async function withdrawQueued(tx: Tx, actor: UserActor, command: Queued, now: Date): Promise<void> {
  const { id, kind, machineId, name, resellerId } = command
  await tx.update(agentCommands).set({ state: 'cancelled', endedAt: now }).where(eq(agentCommands.id, id))
  await tx.update(machines).set({ changedAt: now }).where(eq(machines.id, machineId))
  await audit(tx, actor, 'machine.command_withdrawn', { kind: 'machine', id: machineId, name, resellerId }, { kind })
}

/**
 * Ends the commands whose time has passed, and those over which nothing is heard any more: their machine fell silent, or it was set up anew
 * and its agent knows nothing of them. Answers how many. Running twice is harmless.
 */
export function expireAgentCommands(actor: SystemActor, now: Date): Promise<number> {
  return withActor(actor, async (tx) => {
    const isStuck = or(ne(agentCommands.state, 'running'), isUnheard(new Date(now.getTime() - SILENCE)))
    const overdue = and(isNull(agentCommands.endedAt), lte(agentCommands.expiresAt, now), isStuck)
    // Machines first and in order, as polls lock them: the two never wait for each other in a ring.
    const locked = await tx
      .select({ id: machines.id })
      .from(machines)
      .where(inArray(machines.id, tx.select({ id: agentCommands.machineId }).from(agentCommands).where(overdue)))
      .orderBy(machines.id)
      .for('update')
    const machineIds = locked.map(({ id }) => id)
    if (machineIds.length === 0) return 0
    const expired = await tx
      .update(agentCommands)
      .set({ state: 'expired', endedAt: now })
      .where(and(inArray(agentCommands.machineId, machineIds), overdue))
      .returning({ id: agentCommands.id })
    await tx.update(machines).set({ changedAt: now }).where(inArray(machines.id, machineIds))
    return expired.length
  })
}

/** Whether nothing has come of a running command since then: of its machine, its restore or its backup. */
function isUnheard(since: Date): SQL {
  const { id, machineId, deliveredAt, kind } = agentCommands
  const heardOf = sql`case ${kind}
    when 'restore' then (select coalesce(r.progress_at, ${deliveredAt}) from ${restores} r where r.command_id = ${id}) >= ${since.toISOString()}
    when 'backup_now' then exists (select from ${backups} b where b.machine_id = ${machineId} and b.outcome = 'running')
    else false end`
  const isMachineSilent = sql`exists (select from ${machines} m where m.id = ${machineId} and m.last_seen_at < ${since.toISOString()})`
  return sql`(${isMachineSilent} or not coalesce(${heardOf}, false))`
}

async function lockMachine(tx: Tx, machineId: string) {
  const [row] = await tx
    .select({ id: machines.id, name: machines.name, resellerId: machines.resellerId, suspendedAt: contracts.suspendedAt })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .where(eq(machines.id, parseId(machineId, 'machine')))
    .for('update', { of: machines })
  const { suspendedAt, ...machine } = found(row, 'machine')
  return { ...machine, suspended: suspendedAt !== null }
}

/** An open command of this kind and payload. */
async function findOpen(tx: Tx, machineId: string, kind: 'backup_now' | 'cancel', payload: object): Promise<string | null> {
  const [command] = await tx
    .select({ id: agentCommands.id })
    .from(agentCommands)
    .where(
      and(
        eq(agentCommands.machineId, machineId),
        eq(agentCommands.kind, kind),
        inArray(agentCommands.state, openStates),
        sql`${agentCommands.payload} = ${JSON.stringify(payload)}::text::jsonb`,
      ),
    )
  return command?.id ?? null
}
