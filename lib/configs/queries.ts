import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Tx, withActor } from '@/db/client'
import { contractConfigs, contracts, machineConfigs, machines, users } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import type { ConfigOrigin, ConfiguredMachine, ConfigVersion, ConfigVersionDetail, ContractConfig, MachineConfig } from './types'

const VERSIONS_SHOWN = 50

/** The name that the author bears today, or bore. */
const authorName = (kept: PgColumn) => sql<string | null>`coalesce(${users.displayName}, ${kept})`

/** The configuration file of a machine (requirements E1.3). Throws NotFoundError outside the actor's scope. */
export function getMachineConfig(actor: UserActor, machineId: string): Promise<MachineConfig> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({
        machineId: machines.id,
        version: machines.configVersion,
        body: machineConfigs.body,
        origin: machineConfigs.origin,
        authorName: authorName(machineConfigs.authorName),
        createdAt: machineConfigs.createdAt,
        appliedVersion: machines.configAppliedVersion,
        error: machines.configError,
        inherits: machines.inheritsConfig,
        retentionDays: machines.retentionDays,
        contractVersion: contracts.configVersion,
      })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .leftJoin(machineConfigs, and(eq(machineConfigs.machineId, machines.id), eq(machineConfigs.version, machines.configVersion)))
      .leftJoin(users, eq(users.id, machineConfigs.authorUserId))
      .where(eq(machines.id, id))
    const config = found(row, 'machine')
    return { ...config, body: config.body ?? '' }
  })
}

/** The default of a contract's machines. Throws NotFoundError outside the actor's scope. */
export function getContractConfig(actor: UserActor, contractId: string): Promise<ContractConfig> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({
        contractId: contracts.id,
        version: contracts.configVersion,
        body: contractConfigs.body,
        authorName: authorName(contractConfigs.authorName),
        createdAt: contractConfigs.createdAt,
      })
      .from(contracts)
      .leftJoin(contractConfigs, and(eq(contractConfigs.contractId, contracts.id), eq(contractConfigs.version, contracts.configVersion)))
      .leftJoin(users, eq(users.id, contractConfigs.authorUserId))
      .where(eq(contracts.id, id))
    const config = found(row, 'contract')
    return { ...config, body: config.body ?? '' }
  })
}

/** The newest versions of a machine's file, newest first (requirements F4). Empty outside the actor's scope. */
export function listMachineConfigVersions(actor: UserActor, machineId: string): Promise<ConfigVersion[]> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) =>
    (await selectMachineVersions(tx, eq(machineConfigs.machineId, id))).map(({ body: _, ...row }) => row),
  )
}

/** The newest versions of a contract's default, newest first. Empty outside the actor's scope. */
export function listContractConfigVersions(actor: UserActor, contractId: string): Promise<ConfigVersion[]> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) =>
    (await selectContractVersions(tx, eq(contractConfigs.contractId, id))).map(({ body: _, ...row }) => row),
  )
}

/** A version of a machine's file beside the one before it. Throws NotFoundError. */
export function getMachineConfigVersion(actor: UserActor, machineId: string, version: number): Promise<ConfigVersionDetail> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) =>
    withPrevious(
      await selectMachineVersions(tx, and(eq(machineConfigs.machineId, id), isOrPrecedes(machineConfigs.version, version))),
      version,
    ),
  )
}

/** A version of a contract's default beside the one before it. Throws NotFoundError. */
export function getContractConfigVersion(actor: UserActor, contractId: string, version: number): Promise<ConfigVersionDetail> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) =>
    withPrevious(
      await selectContractVersions(tx, and(eq(contractConfigs.contractId, id), isOrPrecedes(contractConfigs.version, version))),
      version,
    ),
  )
}

/** How the machines of a contract stand with their configuration, by name. Empty outside the actor's scope. */
export function listConfiguredMachines(actor: UserActor, contractId: string): Promise<ConfiguredMachine[]> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, (tx) =>
    tx
      .select({
        id: machines.id,
        name: machines.name,
        inherits: machines.inheritsConfig,
        version: machines.configVersion,
        appliedVersion: machines.configAppliedVersion,
        error: machines.configError,
      })
      .from(machines)
      .where(eq(machines.contractId, id))
      .orderBy(alphabetical(machines.name)),
  )
}

/** Those machines of a contract that have these ids, with their files, by name. Ids of others are left out. */
export function listMachineFiles(
  actor: UserActor,
  contractId: string,
  machineIds: string[],
): Promise<{ id: string; name: string; version: number; body: string }[]> {
  const id = parseId(contractId, 'contract')
  const ids = machineIds.map((machineId) => parseId(machineId, 'machine'))
  return withActor(actor, async (tx) => {
    const rows = await tx
      .select({ id: machines.id, name: machines.name, version: machines.configVersion, body: machineConfigs.body })
      .from(machines)
      .leftJoin(machineConfigs, and(eq(machineConfigs.machineId, machines.id), eq(machineConfigs.version, machines.configVersion)))
      .where(and(eq(machines.contractId, id), inArray(machines.id, ids)))
      .orderBy(alphabetical(machines.name))
    return rows.map((row) => ({ ...row, body: row.body ?? '' }))
  })
}

const isOrPrecedes = (column: PgColumn, version: number): SQL => inArray(column, [version, version - 1])

type Row = ConfigVersion & { body: string }

const selectMachineVersions = (tx: Tx, which: SQL | undefined): Promise<Row[]> =>
  tx
    .select({
      version: machineConfigs.version,
      origin: machineConfigs.origin,
      authorName: authorName(machineConfigs.authorName),
      createdAt: machineConfigs.createdAt,
      restoredVersion: machineConfigs.restoredVersion,
      losses: machineConfigs.losses,
      body: machineConfigs.body,
    })
    .from(machineConfigs)
    .leftJoin(users, eq(users.id, machineConfigs.authorUserId))
    .where(which)
    .orderBy(desc(machineConfigs.version))
    .limit(VERSIONS_SHOWN)

const selectContractVersions = (tx: Tx, which: SQL | undefined): Promise<Row[]> =>
  tx
    .select({
      version: contractConfigs.version,
      origin: sql<ConfigOrigin>`'contract'`,
      authorName: authorName(contractConfigs.authorName),
      createdAt: contractConfigs.createdAt,
      restoredVersion: contractConfigs.restoredVersion,
      losses: contractConfigs.losses,
      body: contractConfigs.body,
    })
    .from(contractConfigs)
    .leftJoin(users, eq(users.id, contractConfigs.authorUserId))
    .where(which)
    .orderBy(desc(contractConfigs.version))
    .limit(VERSIONS_SHOWN)

function withPrevious(rows: Row[], version: number): ConfigVersionDetail {
  const row = found(
    rows.find((candidate) => candidate.version === version),
    'version',
  )
  return { ...row, previousBody: rows.find((candidate) => candidate.version === version - 1)?.body ?? '' }
}
