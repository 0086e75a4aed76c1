import { eq, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backups, contracts, machines, resellers, spaces } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { Actor, SystemActor } from '@/lib/auth/types'
import type { Outcome } from '@/lib/control-room/types'
import { maskIdentificationKey } from '@/lib/crypto/identification-key'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import type { MachineDetail, MachineRow } from './types'

/** The machines of a contract, by name (requirements D4). Empty for a contract outside the actor's scope. */
export function listMachinesOfContract(actor: Actor, contractId: string): Promise<MachineRow[]> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) => {
    const rows = await selectMachines(tx, eq(machines.contractId, id)).orderBy(alphabetical(machines.name))
    return rows.map(toRow)
  })
}

/** One machine. Throws NotFoundError outside the actor's scope. */
export function getMachine(actor: Actor, machineId: string): Promise<MachineDetail> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [row] = await selectMachines(tx, eq(machines.id, id))
    return toDetail(found(row, 'machine'))
  })
}

/** The machines of all resellers of a brand, or the one of them that has this id, by contract and name; for the command line. */
export function listMachinesOfBrand(actor: SystemActor, brandId: string, machineId?: string): Promise<MachineDetail[]> {
  const id = machineId && parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const ofBrand = sql`${machines.resellerId} in (select ${resellers.id} from ${resellers} where ${resellers.brandId} = ${brandId})`
    const rows = await selectMachines(tx, id ? sql`${ofBrand} and ${machines.id} = ${id}` : ofBrand).orderBy(
      alphabetical(contracts.title),
      alphabetical(machines.name),
    )
    return rows.map(toDetail)
  })
}

type Last = {
  outcome: Outcome
  error: string | null
  filesProcessed: number | null
  bytesAdded: number | null
  durationSeconds: number | null
}

const lastFinished = sql<Last | null>`(
  select json_build_object('outcome', b.outcome, 'error', b.error, 'filesProcessed', b.files_new + b.files_changed + b.files_unmodified,
    'bytesAdded', b.bytes_added, 'durationSeconds', b.duration_seconds)
  from ${backups} b where b.machine_id = ${machines.id} and b.outcome <> 'running' order by b.id desc limit 1)`

const running = sql<boolean>`exists (
  select from ${backups} b where b.reseller_id = ${machines.resellerId} and b.machine_id = ${machines.id} and b.outcome = 'running')`

const columns = {
  id: machines.id,
  name: machines.name,
  hostname: machines.hostname,
  os: machines.os,
  registeredAt: machines.registeredAt,
  lastBackupAt: machines.lastBackupAt,
  last: lastFinished,
  storedBytes: machines.storedBytes,
  keySuffix: machines.keySuffix,
  retentionDays: machines.retentionDays,
  backupAlert: machines.backupAlert,
  missedAlert: machines.missedAlert,
  suspendedAt: contracts.suspendedAt,
  running,
  contractId: machines.contractId,
  contractTitle: contracts.title,
  spaceName: spaces.name,
  agentVersion: machines.agentVersion,
  engineVersion: machines.engineVersion,
  lastSeenAt: machines.lastSeenAt,
  comment: machines.comment,
  missedAfterOverride: machines.missedAfterDays,
  missedAfterDays: sql<number>`coalesce(${machines.missedAfterDays}, ${resellers.missedAfterDays})`,
  configVersion: machines.configVersion,
  configAppliedVersion: machines.configAppliedVersion,
  configError: machines.configError,
}

const selectMachines = (tx: Tx, where: SQL) =>
  tx
    .select(columns)
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(spaces, eq(spaces.id, machines.spaceId))
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .where(where)
    .$dynamic()

type Selected = Awaited<ReturnType<typeof selectMachines>>[number]

const toRow = (row: Selected): MachineRow => ({
  id: row.id,
  name: row.name,
  hostname: row.hostname,
  os: row.os,
  registeredAt: row.registeredAt,
  lastBackupAt: row.lastBackupAt,
  lastOutcome: row.last?.outcome ?? null,
  lastError: row.last?.error ?? null,
  lastFilesProcessed: row.last?.filesProcessed ?? null,
  lastBytesAdded: row.last?.bytesAdded ?? null,
  lastDurationSeconds: row.last?.durationSeconds ?? null,
  storedBytes: row.storedBytes,
  maskedKey: maskIdentificationKey(row.keySuffix),
  retentionDays: row.retentionDays,
  backupAlert: row.backupAlert,
  missedAlert: row.missedAlert,
  suspended: row.suspendedAt !== null,
  running: row.running,
  missedAfterOverride: row.missedAfterOverride,
  missedAfterDays: row.missedAfterDays,
})

const toDetail = (row: Selected): MachineDetail => ({
  ...toRow(row),
  contractId: row.contractId,
  contractTitle: row.contractTitle,
  spaceName: row.spaceName,
  agentVersion: row.agentVersion,
  engineVersion: row.engineVersion,
  lastSeenAt: row.lastSeenAt,
  comment: row.comment,
  configVersion: row.configVersion,
  configAppliedVersion: row.configAppliedVersion,
  configError: row.configError,
})
