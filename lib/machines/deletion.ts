import { eq, inArray, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { contracts, deletedMachines, machines } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'

/**
 * Takes machines out of the portal within a command's transaction and keeps what reaches their backups: key, repository password,
 * history. Answers how many. Their agents are no longer known from then on.
 */
export async function buryMachines(tx: Tx, actor: UserActor | OperatorActor | SystemActor, which: SQL, now: Date): Promise<number> {
  const rows = await tx
    .select({ machine: machines, contractTitle: contracts.title })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .where(which)
  if (rows.length === 0) return 0
  const deletedBy = actor.kind === 'system' ? actor.name : actor.userName
  await tx.insert(deletedMachines).values(
    rows.map(({ machine, contractTitle }) => ({
      id: machine.id,
      resellerId: machine.resellerId,
      spaceId: machine.spaceId,
      contractTitle,
      name: machine.name,
      keySealed: machine.keySealed,
      repositoryPasswordSealed: machine.repositoryPasswordSealed,
      storedBytes: machine.storedBytes,
      retentionDays: machine.retentionDays,
      registeredAt: machine.registeredAt,
      deletedAt: now,
      deletedBy,
    })),
  )
  await tx.delete(machines).where(
    inArray(
      machines.id,
      rows.map(({ machine }) => machine.id),
    ),
  )
  for (const { machine } of rows) {
    await audit(tx, actor, 'machine.deleted', { kind: 'machine', id: machine.id, name: machine.name, resellerId: machine.resellerId })
  }
  return rows.length
}
