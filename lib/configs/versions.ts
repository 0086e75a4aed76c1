import { and, asc, eq, inArray, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { contractConfigs, machineConfigs, machines, resellers } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import type { Review, Standing } from './review'
import type { ConfigOrigin } from './types'

const ROWS_AT_ONCE = 1000

/** A machine whose row is held, with the file that is in force for it. */
export type ConfiguredRow = Standing & {
  id: string
  name: string
  resellerId: string
  spaceId: string
  contractId: string
  configVersion: number
  inheritsConfig: boolean
}

/** Holds machines for a change of their configuration, in the order of their ids. Those outside the actor's scope are not among them. */
export async function lockConfigured(tx: Tx, which: SQL | undefined): Promise<ConfiguredRow[]> {
  const rows = await tx
    .select({
      id: machines.id,
      name: machines.name,
      resellerId: machines.resellerId,
      spaceId: machines.spaceId,
      contractId: machines.contractId,
      configVersion: machines.configVersion,
      inheritsConfig: machines.inheritsConfig,
      retentionDays: machines.retentionDays,
      product: resellers.product,
    })
    .from(machines)
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .where(which)
    .orderBy(asc(machines.id))
    .for('update', { of: machines })
  const bodies = await bodiesOf(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ product, ...row }) => ({
    ...row,
    retentionFixed: product === 'online',
    body: bodies.get(row.id) ?? '',
  }))
}

/** The one machine. Throws NotFoundError. */
export const lockConfiguredMachine = async (tx: Tx, machineId: string): Promise<ConfiguredRow> =>
  found((await lockConfigured(tx, eq(machines.id, machineId)))[0], 'machine')

export type NewVersion = {
  machine: ConfiguredRow
  body: string
  origin: ConfigOrigin
  restoredVersion: number | null
  review: Pick<Review, 'losses' | 'retentionDays'>
}
type Author = { userId: string | null; name: string | null }

export const authorOf = (actor: UserActor): Author => ({ userId: actor.userId, name: actor.displayName })

/** Writes a further version for each machine, which its agent takes at the next poll. What an earlier version was refused for is forgotten. */
export async function addMachineVersions(tx: Tx, author: Author, versions: NewVersion[], now: Date): Promise<void> {
  for (let start = 0; start < versions.length; start += ROWS_AT_ONCE) {
    await tx.insert(machineConfigs).values(
      versions.slice(start, start + ROWS_AT_ONCE).map(({ machine, body, origin, restoredVersion, review }) => ({
        resellerId: machine.resellerId,
        spaceId: machine.spaceId,
        machineId: machine.id,
        version: machine.configVersion + 1,
        body,
        origin,
        authorUserId: author.userId,
        authorName: author.name,
        restoredVersion,
        losses: review.losses,
        createdAt: now,
      })),
    )
  }
  for (const { machine, origin, review } of versions) {
    const retention = review.retentionDays === null ? {} : { retentionDays: review.retentionDays }
    const facts = { configVersion: machine.configVersion + 1, inheritsConfig: origin === 'contract', configError: null, changedAt: now }
    await tx
      .update(machines)
      .set({ ...facts, ...retention })
      .where(eq(machines.id, machine.id))
  }
}

/** A contract's default as it stands; `body` is empty before the first. */
export async function contractDefault(tx: Tx, contractId: string, version: number): Promise<string> {
  if (version === 0) return ''
  const [config] = await tx
    .select({ body: contractConfigs.body })
    .from(contractConfigs)
    .where(and(eq(contractConfigs.contractId, contractId), eq(contractConfigs.version, version)))
  return found(config, 'configuration').body
}

async function bodiesOf(tx: Tx, machineIds: string[]): Promise<Map<string, string>> {
  if (machineIds.length === 0) return new Map()
  const rows = await tx
    .select({ machineId: machines.id, body: machineConfigs.body })
    .from(machineConfigs)
    .innerJoin(machines, and(eq(machines.id, machineConfigs.machineId), eq(machines.configVersion, machineConfigs.version)))
    .where(inArray(machines.id, machineIds))
  return new Map(rows.map(({ machineId, body }) => [machineId, body]))
}
