import { and, eq, isNull, sql } from 'drizzle-orm'
import { breaks, type Tx, withActor } from '@/db/client'
import { agentCommands, machines, resellers, restores, snapshots } from '@/db/schema'
import { withdrawQueued } from '@/lib/agent-commands/commands'
import { queueAgentCommand } from '@/lib/agent-commands/queue'
import { isOpen } from '@/lib/agent-commands/state'
import { audit } from '@/lib/audit/commands'
import { asRestorer } from '@/lib/auth/support'
import type { UserActor } from '@/lib/auth/types'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { tellClient } from './client-mail'
import { canRestore, canSetRestoreRules } from './policy'
import { confirmRestorer, getRestorable, type Restorable, selectRules } from './queries'
import type { AskDownload, CancelRestore, RestoreRules, RestoreToMachine } from './schema'
import { readSelection, type Selection } from './selection'
import type { Unreadable } from './types'

const HOUR = 3_600_000
/** A machine that is off gets its files when it comes back, if that is not too long. */
const RESTORE_EXPIRES_AFTER = 24 * HOUR
const CANCEL_EXPIRES_AFTER = HOUR

type Refusal = Unreadable | 'not_in_backup' | 'reason_missing'
type Asked<Reason extends string = never> = Promise<Result<{ restoreId: string }, Refusal | Reason>>

/** Prepares a download of parts of a backup, which works while the machine is off. Throws NotFoundError, ForbiddenError. */
export async function askDownload(asker: UserActor, input: AskDownload, now: Date): Asked<'not_one_file'> {
  const actor = asRestorer(asker)
  const prepared = await prepare(actor, input)
  if (!prepared.ok) return prepared
  const { selection } = prepared.value
  const [only] = selection.chosen
  if (input.format === 'file' && (selection.chosen.length !== 1 || only?.entry.kind !== 'file' || only.path.includes('\ufffd')))
    return fail('not_one_file')
  return withActor(actor, async (tx) => {
    const asked = await note(tx, actor, input, prepared.value, now)
    if (!asked.ok) return asked
    const [restore] = await tx
      .insert(restores)
      .values({ ...asked.value.row, kind: 'download', format: input.format })
      .returning({ id: restores.id })
    const { id: restoreId } = found(restore, 'restore')
    await audit(tx, actor, 'machine.download_asked', subjectOf(asked.value.machine), {
      restoreId,
      format: input.format,
      ...facts(asked.value.row),
    })
    return ok({ restoreId })
  })
}

/**
 * Has the machine's agent bring parts of a backup back. One restore at a time: two would write over each other's files. Also for a
 * suspended contract, whose data and restores stay (requirements D2). Throws NotFoundError, ForbiddenError.
 */
export async function restoreToMachine(asker: UserActor, input: RestoreToMachine, now: Date): Asked<'already_restoring'> {
  const actor = asRestorer(asker)
  const prepared = await prepare(actor, input)
  if (!prepared.ok) return prepared
  const { target, overwrite, snapshotId, machineId } = input
  const work = withActor(actor, async (tx) => {
    const asked = await note(tx, actor, input, prepared.value, now)
    if (!asked.ok) return asked
    const { machine, row } = asked.value
    const payload = { snapshotId, paths: row.paths, target, overwrite }
    const expiresAt = new Date(now.getTime() + RESTORE_EXPIRES_AFTER)
    const commandId = await queueAgentCommand(tx, actor, { machineId, kind: 'restore', payload, expiresAt }, now)
    const [restore] = await tx
      .insert(restores)
      .values({ ...row, kind: 'machine', target, overwrite, commandId })
      .returning({ id: restores.id })
    const { id: restoreId } = found(restore, 'restore')
    await audit(tx, actor, 'machine.restore_asked', subjectOf(machine), { restoreId, target, overwrite, ...facts(row) })
    const { paths, snapshotAt, reason } = row
    await tellClient(tx, actor, { restoreId, kind: 'machine', machine, paths, snapshotAt, reason, at: now })
    return ok({ restoreId })
  })
  return work.catch((error: unknown) => {
    if (breaks(error, 'agent_commands_one_restore')) return fail('already_restoring' as const)
    throw error
  })
}

/** Stops a restore on a machine: before its agent knows of it at once, else at its next poll. Throws NotFoundError, ForbiddenError. */
export function cancelRestore(asker: UserActor, input: CancelRestore, now: Date): Promise<Result<void, 'already_ended'>> {
  const actor = asRestorer(asker)
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ commandId: restores.commandId, machineId: restores.machineId })
      .from(restores)
      .where(eq(restores.id, parseId(input.restoreId, 'restore')))
    const { commandId, machineId } = found(row, 'restore')
    const machine = await getRestorable(tx, actor, machineId)
    await tx.select({ id: machines.id }).from(machines).where(eq(machines.id, machineId)).for('update')
    const [command] = commandId ? await tx.select().from(agentCommands).where(eq(agentCommands.id, commandId)) : []
    if (!commandId || !command || !isOpen(command.state)) return fail('already_ended')
    if (command.state === 'queued') await withdrawQueued(tx, actor, { ...command, name: machine.name }, now)
    else {
      const payload = { commandId }
      const isAsked = sql`${agentCommands.payload} = ${JSON.stringify(payload)}::text::jsonb`
      const open = and(eq(agentCommands.machineId, machineId), eq(agentCommands.kind, 'cancel'), isNull(agentCommands.endedAt), isAsked)
      const expiresAt = new Date(now.getTime() + CANCEL_EXPIRES_AFTER)
      if ((await tx.$count(agentCommands, open)) === 0)
        await queueAgentCommand(tx, actor, { machineId, kind: 'cancel', payload, expiresAt }, now)
    }
    return ok(undefined)
  })
}

/** Whether a restore asks for a reason, and whether the contract's client is told of it. Throws ForbiddenError. */
export function setRestoreRules(actor: UserActor, rules: RestoreRules): Promise<void> {
  return withActor(actor, async (tx) => {
    allow(canSetRestoreRules(actor))
    const { resellerId: id, account } = actor
    await tx
      .update(resellers)
      .set({ restoreReasonRequired: rules.reasonRequired, restoreClientTold: rules.clientTold })
      .where(eq(resellers.id, id))
    await audit(tx, actor, 'reseller.restore_rules_set', { kind: 'reseller', id, name: account.resellerName, resellerId: id }, { ...rules })
  })
}

type Input = Pick<AskDownload, 'machineId' | 'snapshotId' | 'paths' | 'reason'>
type Prepared = { machine: Restorable; selection: Selection }

/** What restic has to tell is read before the transaction, which must not wait for it. */
async function prepare(actor: UserActor, input: Input): Promise<Result<Prepared, Refusal>> {
  const machine = await withActor(actor, (tx) => getRestorable(tx, actor, input.machineId))
  const version = await withActor(actor, (tx) => findVersion(tx, machine.id, input.snapshotId))
  if (!version) return fail('gone')
  const selection = await readSelection(machine, input.snapshotId, input.paths)
  await confirmRestorer(actor, machine.id)
  return selection.ok ? ok({ machine, selection: selection.value }) : selection
}

/** Asks everything again within the transaction, and makes the row of what is asked. */
async function note(tx: Tx, actor: UserActor, input: Input, { selection }: Prepared, now: Date) {
  const machine = await getRestorable(tx, actor, input.machineId)
  allow(canRestore(actor))
  const { reasonRequired } = await selectRules(tx, actor.resellerId)
  if (reasonRequired && !input.reason) return fail('reason_missing')
  const version = await findVersion(tx, machine.id, input.snapshotId)
  if (!version) return fail('gone')
  const { resellerId, spaceId, id: machineId } = machine
  const row = {
    ...{ resellerId, spaceId, machineId, snapshotId: input.snapshotId, snapshotAt: version.at, reason: input.reason },
    ...{ paths: selection.chosen.map(({ path }) => path), filesTotal: selection.files, bytesTotal: selection.bytes },
    ...{ askedByUserId: actor.userId, askedByName: actor.displayName, askedAt: now },
  }
  return ok({ machine, row })
}

async function findVersion(tx: Tx, machineId: string, snapshotId: string): Promise<{ at: Date } | undefined> {
  const at = sql<Date>`least(${snapshots.claimedAt}, ${snapshots.receivedAt})`.mapWith(snapshots.receivedAt)
  const [version] = await tx
    .select({ at })
    .from(snapshots)
    .where(and(eq(snapshots.machineId, machineId), eq(snapshots.id, snapshotId), isNull(snapshots.removedAt)))
  return version
}

const subjectOf = ({ id, name, resellerId }: Restorable) => ({ kind: 'machine' as const, id, name, resellerId })

const facts = ({ snapshotId, paths, filesTotal, bytesTotal, reason }: Record<string, unknown> & { paths: string[] }) => ({
  ...{ snapshotId, paths: paths.slice(0, 20), pathCount: paths.length, files: filesTotal, bytes: bytesTotal, reason },
})
