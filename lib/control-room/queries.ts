import { eq, inArray, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backups, contracts, machines, resellers, spaces } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import type { ControlRoom, ControlRoomMachine } from './types'

/** Everything that the control room shows of the actor's spaces (requirements C), in four queries whatever the number of rows. */
export function getControlRoom(actor: UserActor): Promise<ControlRoom> {
  return withActor(actor, async (tx) => {
    const [spaceRows, contractRows, machineRows] = await Promise.all([
      tx.select({ id: spaces.id, name: spaces.name, allocatedBytes: spaces.allocatedBytes }).from(spaces).orderBy(spaces.name),
      tx
        .select({
          id: contracts.id,
          title: contracts.title,
          spaceId: contracts.spaceId,
          subscribedBytes: contracts.subscribedBytes,
          suspendedAt: contracts.suspendedAt,
        })
        .from(contracts)
        .orderBy(sql`lower(${contracts.title})`, contracts.id),
      selectMachines(tx),
    ])
    const machinesOf = byContract(machineRows)
    const allocatedBytes = spaceRows.reduce((sum, space) => sum + space.allocatedBytes, 0)
    return {
      at: clock.now().getTime(),
      allocatedBytes,
      spaces: spaceRows.map(({ id, name }) => ({ id, name })),
      contracts: contractRows.map(({ suspendedAt, ...contract }) => ({
        ...contract,
        usedBytes: (machinesOf.get(contract.id) ?? []).reduce((sum, machine) => sum + machine.storedBytes, 0),
        suspended: suspendedAt !== null,
      })),
      machines: contractRows.flatMap((contract) => machinesOf.get(contract.id) ?? []),
    }
  })
}

/** The cells of the named machines, as the live stream sends them. Ids outside the actor's scope are left out. */
export function listControlRoomMachines(actor: UserActor, machineIds: string[]): Promise<ControlRoomMachine[]> {
  return machineIds.length === 0 ? Promise.resolve([]) : withActor(actor, (tx) => selectMachines(tx, machineIds))
}

function byContract(rows: ControlRoomMachine[]): Map<string, ControlRoomMachine[]> {
  const groups = new Map<string, ControlRoomMachine[]>()
  for (const row of rows) {
    const group = groups.get(row.contractId)
    group ? group.push(row) : groups.set(row.contractId, [row])
  }
  return groups
}

async function selectMachines(tx: Tx, ids?: string[]): Promise<ControlRoomMachine[]> {
  const [rows, running] = await Promise.all([
    tx
      .select({
        id: machines.id,
        name: machines.name,
        contractId: machines.contractId,
        lastBackupAt: machines.lastBackupAt,
        lastOutcome: machines.lastOutcome,
        storedBytes: machines.storedBytes,
        missedAlert: machines.missedAlert,
        missedAfterDays: sql<number>`coalesce(${machines.missedAfterDays}, ${resellers.missedAfterDays})`,
      })
      .from(machines)
      .innerJoin(resellers, eq(resellers.id, machines.resellerId))
      .where(ids ? inArray(machines.id, ids) : undefined)
      .orderBy(sql`lower(${machines.name})`, machines.id),
    tx.select({ machineId: backups.machineId }).from(backups).where(eq(backups.outcome, 'running')),
  ])
  const runningIds = new Set(running.map((backup) => backup.machineId))
  return rows.map((machine) => ({ ...machine, lastBackupAt: machine.lastBackupAt?.getTime() ?? null, running: runningIds.has(machine.id) }))
}
