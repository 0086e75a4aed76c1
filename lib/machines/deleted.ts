import { desc, eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { contracts, deletedMachines, machines, repositories, resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { inheritConfig } from '@/lib/configs/inheritance'
import { unseal } from '@/lib/crypto/seal'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { machineSecrets } from './commands'
import type { DeletedMachine } from './types'

/** The deleted machines of all resellers of a brand whose data is still there, the last deleted first. */
export function listDeletedMachines(actor: OperatorActor | SystemActor, brandId: string): Promise<DeletedMachine[]> {
  const { id, name, contractTitle, storedBytes, deletedAt, deletedBy, removalStartedAt } = deletedMachines
  return withActor(actor, (tx) =>
    tx
      .select({
        id,
        name,
        contractTitle,
        resellerName: resellers.name,
        storedBytes,
        deletedAt,
        deletedBy,
        isBeingRemoved: sql<boolean>`${removalStartedAt} is not null`,
      })
      .from(deletedMachines)
      .innerJoin(resellers, eq(resellers.id, deletedMachines.resellerId))
      .where(eq(resellers.brandId, brandId))
      .orderBy(desc(deletedAt), id),
  )
}

/**
 * Brings a deleted machine back into a contract, with its key and its stored backups; for the operator (requirements B6). Refused once
 * its data is being removed.
 */
export function restoreMachine(
  actor: OperatorActor | SystemActor,
  input: { machineId: string; contractId: string },
  now: Date = clock.now(),
): Promise<Result<void, 'name_taken' | 'data_removed'>> {
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select()
      .from(deletedMachines)
      .where(eq(deletedMachines.id, parseId(input.machineId, 'machine')))
      .for('update')
    const { id, name, storedBytes, retentionDays, registeredAt, ...kept } = found(row, 'deleted machine')
    if (kept.removalStartedAt) return fail('data_removed')
    const [contract] = await tx
      .select()
      .from(contracts)
      .where(eq(contracts.id, parseId(input.contractId, 'contract')))
    const {
      id: contractId,
      resellerId,
      spaceId,
      configVersion,
    } = found(contract?.resellerId === kept.resellerId ? contract : null, 'contract')
    const secrets = { ...machineSecrets(unseal(kept.keySealed)), repositoryPasswordSealed: kept.repositoryPasswordSealed }
    const [restored] = await tx
      .insert(machines)
      .values({ id, name, storedBytes, storageMetered: true, retentionDays, registeredAt, contractId, resellerId, spaceId, ...secrets })
      .onConflictDoNothing()
      .returning({ id: machines.id })
    if (!restored) return fail('name_taken')
    await inheritConfig(tx, restored.id, { id: contractId, configVersion }, now)
    await tx.insert(repositories).values({ machineId: id, resellerId, spaceId })
    await tx.delete(deletedMachines).where(eq(deletedMachines.id, id))
    await audit(tx, actor, 'machine.restored', { kind: 'machine', id, name, resellerId })
    return ok(undefined)
  })
}
