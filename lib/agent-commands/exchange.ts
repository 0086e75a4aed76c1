import { and, asc, eq, gt, inArray, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { agentCommands } from '@/db/schema'
import type { Command } from '@/lib/agent-protocol/commands'
import type { PollRequest } from '@/lib/agent-protocol/schema'
import type { MachineActor } from '@/lib/auth/types'
import { noteRestoreProgress } from '@/lib/restores/progress'
import { isOpen, stateAfter } from './state'

export type Exchanged = { commands: Command[]; changed: boolean }

/**
 * Takes an agent's answers and hands over what waits for it, within the poll's transaction. A command is handed over at each poll until
 * the agent has answered: an answer that gets lost on the way costs nothing, since the agent knows by the id what it has done.
 */
export async function exchangeAgentCommands(tx: Tx, actor: MachineActor, results: PollRequest['results'], now: Date): Promise<Exchanged> {
  const answered = results.length > 0 && (await takeResults(tx, actor, results, now))
  const waiting = await tx
    .select()
    .from(agentCommands)
    .where(
      and(
        eq(agentCommands.machineId, actor.machineId),
        inArray(agentCommands.state, ['queued', 'delivered']),
        gt(agentCommands.expiresAt, now),
        // Its backup would be refused (requirements D2). What is stored can still be restored.
        actor.suspended ? ne(agentCommands.kind, 'backup_now') : undefined,
      ),
    )
    .orderBy(asc(agentCommands.id))
    .for('update')
  const fresh = waiting.filter(({ state }) => state === 'queued').map(({ id }) => id)
  if (fresh.length > 0) await tx.update(agentCommands).set({ state: 'delivered', deliveredAt: now }).where(inArray(agentCommands.id, fresh))
  const commands = waiting.map(({ id, kind, payload, expiresAt }) => ({ ...payload, id, kind, expiresAt: expiresAt.toISOString() }))
  return { commands, changed: answered || fresh.length > 0 }
}

async function takeResults(tx: Tx, actor: MachineActor, results: PollRequest['results'], now: Date): Promise<boolean> {
  const ids = results.map(({ commandId }) => commandId)
  const rows = await tx
    .select({ id: agentCommands.id, state: agentCommands.state, kind: agentCommands.kind, payload: agentCommands.payload })
    .from(agentCommands)
    .where(and(eq(agentCommands.machineId, actor.machineId), inArray(agentCommands.id, ids)))
    .orderBy(asc(agentCommands.id))
    .for('update')
  const states = new Map(rows.map(({ id, state }) => [id, state]))
  let changed = false
  for (const { commandId, status, detail, restore } of results) {
    const id = commandId.toLowerCase()
    const state = states.get(id)
    if (state && restore && (await noteRestoreProgress(tx, id, restore, now))) changed = true
    const next = state && stateAfter(state, status)
    if (!next) continue
    states.set(id, next)
    changed = true
    const values = { state: next, result: detail, endedAt: isOpen(next) ? null : now }
    await tx.update(agentCommands).set(values).where(eq(agentCommands.id, id))
  }
  const nothingToCancel = rows.filter(({ id, kind }) => kind === 'cancel' && states.get(id) === 'failed')
  for (const { payload } of nothingToCancel) await endUnknown(tx, actor, payload.commandId, now)
  return changed
}

/**
 * An agent that is to cancel a command and has nothing to cancel knows nothing of it: the machine was set up anew since. Whatever it still
 * had to say of it came before this answer.
 */
async function endUnknown(tx: Tx, { machineId }: MachineActor, commandId: unknown, now: Date): Promise<void> {
  if (typeof commandId !== 'string') return
  const unknown = and(eq(agentCommands.id, commandId), eq(agentCommands.machineId, machineId), eq(agentCommands.state, 'running'))
  await tx.update(agentCommands).set({ state: 'failed', endedAt: now }).where(unknown)
}
