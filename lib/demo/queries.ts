import { and, eq, isNull, ne } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { backups, contracts, machines } from '@/db/schema'
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
}

/** The machines that the demo plays agent for, with their keys: neither TEST, which stays as the manual has it, nor the live one. */
export function listSimulatedMachines(actor: SystemActor): Promise<SimulatedMachine[]> {
  return withActor(actor, async (tx) => {
    const rows = await tx
      .select({
        machineId: machines.id,
        name: machines.name,
        keySealed: machines.keySealed,
        storedBytes: machines.storedBytes,
        lastBackupAt: machines.lastBackupAt,
        runningId: backups.id,
      })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .leftJoin(backups, and(eq(backups.machineId, machines.id), eq(backups.outcome, 'running')))
      .where(and(isNull(contracts.suspendedAt), ne(contracts.title, 'TEST'), ne(contracts.title, LIVE.title)))
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
