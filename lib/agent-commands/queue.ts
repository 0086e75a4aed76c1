import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { agentCommands, machines } from '@/db/schema'
import type { CommandKind } from '@/lib/agent-protocol/commands'
import { audit } from '@/lib/audit/commands'
import { allow, found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { type Commander, canCommand } from './policy'

export type NewAgentCommand = { machineId: string; kind: CommandKind; payload: Record<string, unknown>; expiresAt: Date }

/**
 * Asks a machine's agent for something, within a command's transaction; the agent hears of it at its next poll, unless `expiresAt` has
 * passed by then. Answers the command's id. Throws NotFoundError outside the actor's scope, ForbiddenError without the right.
 */
export async function queueAgentCommand(tx: Tx, actor: Commander, asked: NewAgentCommand, now: Date): Promise<string> {
  const { kind, payload, expiresAt } = asked
  const [row] = await tx
    .select()
    .from(machines)
    .where(eq(machines.id, parseId(asked.machineId, 'machine')))
    .for('update')
  const { id: machineId, name, resellerId, spaceId } = found(row, 'machine')
  allow(canCommand(actor, kind))
  const askedBy = actor.kind === 'system' ? { askedByName: actor.name } : { askedByUserId: actor.userId, askedByName: actor.displayName }
  const [command] = await tx
    .insert(agentCommands)
    .values({ resellerId, spaceId, machineId, kind, payload, expiresAt, askedAt: now, ...askedBy })
    .returning({ id: agentCommands.id })
  await tx.update(machines).set({ changedAt: now }).where(eq(machines.id, machineId))
  await audit(tx, actor, 'machine.command_asked', { kind: 'machine', id: machineId, name, resellerId }, { kind, ...payload })
  return found(command, 'command').id
}
