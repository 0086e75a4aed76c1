import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { machineConfigs, machines } from '@/db/schema'
import { parseAgentConfig } from '@/lib/agent-protocol/config'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { allow, found } from '@/lib/errors'
import { canConfigure } from '@/lib/machines/policy'
import type { SaveConfig } from './schema'

export type SaveConfigResult =
  | { ok: true; version: number }
  | { ok: false; reason: 'changed_meanwhile' }
  | { ok: false; reason: 'invalid'; detail: string }

/**
 * Stores a new version of a machine's configuration, which its agent takes at the next poll (requirements E1.4, F4), for users with
 * that right. A file that the agent would refuse is not stored; `detail` names the key or line. Throws NotFoundError, ForbiddenError.
 */
export function saveMachineConfig(actor: UserActor, input: SaveConfig, now: Date): Promise<SaveConfigResult> {
  return withActor(actor, async (tx): Promise<SaveConfigResult> => {
    const [row] = await tx.select().from(machines).where(eq(machines.id, input.machineId)).for('update')
    const machine = found(row, 'machine')
    allow(canConfigure(actor))
    if (machine.configVersion !== input.baseVersion) return { ok: false, reason: 'changed_meanwhile' }
    const parsed = parseAgentConfig(input.body)
    if (!parsed.ok) return { ok: false, reason: 'invalid', detail: parsed.error }
    const version = machine.configVersion + 1
    const { id: machineId, resellerId, spaceId } = machine
    await tx.insert(machineConfigs).values({ resellerId, spaceId, machineId, version, body: input.body, authorUserId: actor.userId })
    await tx.update(machines).set({ configVersion: version, changedAt: now }).where(eq(machines.id, machineId))
    await audit(tx, actor, 'machine.configured', { kind: 'machine', id: machineId, name: machine.name, resellerId }, { version })
    return { ok: true, version }
  })
}
