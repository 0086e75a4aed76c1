import { sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backups, contracts, machines, resellers, spaces } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import type { ControlRoom, ControlRoomMachine } from './types'

/** Everything that the control room shows of the actor's spaces (requirements C), in three queries whatever the number of rows. */
export function getControlRoom(actor: UserActor): Promise<ControlRoom> {
  return withActor(actor, async (tx) => {
    const [spaceRows, contractRows, machineRows] = await Promise.all([
      tx
        .select({ id: spaces.id, name: spaces.name, allocatedBytes: spaces.allocatedBytes })
        .from(spaces)
        .orderBy(alphabetical(spaces.name)),
      tx
        .select({
          id: contracts.id,
          title: contracts.title,
          spaceId: contracts.spaceId,
          subscribedBytes: contracts.subscribedBytes,
          suspendedAt: contracts.suspendedAt,
        })
        .from(contracts)
        .orderBy(alphabetical(contracts.title), contracts.id),
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

/** Raw, and in the shape that is wanted: at ten thousand rows, mapping them once more costs as much as reading them. */
async function selectMachines(tx: Tx, ids?: string[]): Promise<ControlRoomMachine[]> {
  const rows = await tx.execute<ControlRoomMachine>(sql`
    select m.id, m.name, m.contract_id as "contractId", m.last_outcome as "lastOutcome", m.stored_bytes::float8 as "storedBytes",
      ${milliseconds('m.last_backup_at')} as "lastBackupAt", ${milliseconds('coalesce(m.last_backup_at, m.registered_at)')} as "silentSince",
      running.machine_id is not null as running, m.missed_alert as "missedAlert",
      coalesce(m.missed_after_days, r.missed_after_days) as "missedAfterDays"
    from ${machines} m
      join ${resellers} r on r.id = m.reseller_id
      left join (select distinct machine_id from ${backups} where outcome = 'running') running on running.machine_id = m.id
    ${ids ? sql`where m.id = any(${sql.param(ids)}::uuid[])` : sql``}
    order by lower(m.name), m.id`)
  return rows
}

const milliseconds = (instant: string) => sql.raw(`floor(extract(epoch from ${instant}) * 1000)::float8`)
