import { and, eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { machineConfigs, machines, users } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import type { MachineConfig } from './types'

/** The configuration file of a machine (requirements E1.3). Throws NotFoundError outside the actor's scope. */
export function getMachineConfig(actor: UserActor, machineId: string): Promise<MachineConfig> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({
        machineId: machines.id,
        version: machines.configVersion,
        body: machineConfigs.body,
        authorName: users.displayName,
        createdAt: machineConfigs.createdAt,
        appliedVersion: machines.configAppliedVersion,
        error: machines.configError,
      })
      .from(machines)
      .leftJoin(machineConfigs, and(eq(machineConfigs.machineId, machines.id), eq(machineConfigs.version, machines.configVersion)))
      .leftJoin(users, eq(users.id, machineConfigs.authorUserId))
      .where(eq(machines.id, id))
    const config = found(row, 'machine')
    return { ...config, body: config.body ?? '' }
  })
}
