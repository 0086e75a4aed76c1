import { and, eq, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { agentCommands, backups, contracts, machines, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { unseal } from '@/lib/crypto/seal'
import { LIVE } from './cast'

export type SimulatedMachine = {
  machineId: string
  name: string
  identificationKey: string
  storedBytes: number
  lastBackupAt: Date | null
  runningId: string | null
  configVersion: number
}

/**
 * The machines that the demo plays agent for, with their keys: those that it made, with a past from before their reseller's time, and
 * none that somebody adds; neither TEST, which stays as the manual has it, nor the live one.
 */
export const listSimulatedMachines = (actor: SystemActor): Promise<SimulatedMachine[]> => list(actor)

/** Those of them that somebody waits for: asked for something, or with a configuration to take. */
export const listAwaitedMachines = (actor: SystemActor): Promise<SimulatedMachine[]> =>
  list(
    actor,
    or(
      sql`${machines.configVersion} <> ${machines.configAppliedVersion} and ${machines.configError} is null`,
      sql`exists (select from ${agentCommands} c where c.machine_id = ${machines.id} and c.ended_at is null)`,
    ),
  )

function list(actor: SystemActor, which?: SQL): Promise<SimulatedMachine[]> {
  return withActor(actor, async (tx) => {
    const rows = await tx
      .select({
        machineId: machines.id,
        name: machines.name,
        keySealed: machines.keySealed,
        storedBytes: machines.storedBytes,
        lastBackupAt: machines.lastBackupAt,
        runningId: backups.id,
        configVersion: machines.configVersion,
      })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .innerJoin(resellers, and(eq(resellers.id, machines.resellerId), lt(machines.registeredAt, resellers.createdAt)))
      .leftJoin(backups, and(eq(backups.machineId, machines.id), eq(backups.outcome, 'running')))
      .where(and(isNull(contracts.suspendedAt), ne(contracts.title, 'TEST'), ne(contracts.title, LIVE.title), which))
    return rows.map(({ keySealed, ...machine }) => ({ ...machine, identificationKey: unseal(keySealed) }))
  })
}

/** The key of the machine that the demo's own agent backs up, once it is registered. */
export function findLiveKey(actor: SystemActor): Promise<string | null> {
  return withActor(actor, async (tx) => {
    const [machine] = await tx
      .select({ keySealed: machines.keySealed })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .where(eq(contracts.title, LIVE.title))
    return machine ? unseal(machine.keySealed) : null
  })
}
