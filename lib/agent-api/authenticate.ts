import type { IncomingMessage } from 'node:http'
import { eq, sql } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { contracts, machines, resellers } from '@/db/schema'
import { type MachineActor, mint } from '@/lib/auth/types'
import { hashIdentificationKey } from '@/lib/crypto/identification-key'
import { getDirectory } from '@/lib/hosts/queries'
import { normalizeHost } from '@/lib/hosts/resolve'
import { isHeld } from '@/lib/storage/lease'
import { isTold } from '@/lib/webhooks/events'
import { AgentApiError, unknownKey } from './errors'
import { group } from './group'

type Found = Awaited<ReturnType<typeof selectByHash>>[number]

/** Look-ups of concurrent requests share one query; nothing is cached, so a suspension acts on the next request. */
const findByHash = group<Buffer, Found | undefined>(
  async (hashes) => {
    const rows = new Map((await selectByHash(hashes)).map((row) => [row.keyHash.toString('hex'), row]))
    return hashes.map((hash) => rows.get(hash.toString('hex')))
  },
  { windowMilliseconds: 1, concurrency: 2, maxWeight: 500 },
)

/**
 * The machine whose key this is, on a host of its own brand or on a technical host. Throws `unknown_key` otherwise, and
 * `not_found` on a host that is nobody's. A suspended contract is the caller's to judge (`suspended`).
 */
export async function authenticateMachine(
  host: string | undefined,
  key: string | null,
  options: { technicalHosts: readonly string[]; address: string | null },
): Promise<MachineActor> {
  const name = normalizeHost(host)
  const technical = options.technicalHosts.includes(name)
  const brand = technical ? undefined : (await getDirectory(name)).find(name)
  if (!technical && !brand) throw new AgentApiError('not_found', 'Nothing answers here.')
  const hash = key ? hashIdentificationKey(key) : null
  const row = hash ? await findByHash(hash) : undefined
  if (!row || (brand && brand.id !== row.brandId)) throw unknownKey()
  return mint<MachineActor>({
    kind: 'machine',
    scope: { kind: 'tenant', resellerId: row.resellerId, spaceIds: [row.spaceId] },
    machineId: row.machineId,
    machineName: row.name,
    resellerId: row.resellerId,
    spaceId: row.spaceId,
    contractId: row.contractId,
    repositoryHeld: row.repositoryHeld,
    tellsBackups: row.tellsBackups,
    suspended: row.contractSuspendedAt !== null || row.resellerSuspendedAt !== null,
    address: options.address,
  })
}

/** The key of `Authorization: Bearer KEY`, or of `Basic` with the key as password, which is what restic can send. */
export function readKey(request: IncomingMessage): string | null {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ')
  if (!value) return null
  if (/^bearer$/i.test(scheme ?? '')) return value
  if (/^basic$/i.test(scheme ?? '')) return Buffer.from(value, 'base64').toString('utf8').split(':')[1] ?? null
  return null
}

const selectByHash = (hashes: Buffer[]) =>
  withSystem('machine look-up', (tx) =>
    tx
      .select({
        keyHash: machines.keyHash,
        machineId: machines.id,
        name: machines.name,
        resellerId: machines.resellerId,
        spaceId: machines.spaceId,
        contractId: machines.contractId,
        contractSuspendedAt: contracts.suspendedAt,
        resellerSuspendedAt: resellers.suspendedAt,
        brandId: resellers.brandId,
        repositoryHeld: isHeld(machines.id),
        tellsBackups: isTold(machines.resellerId, 'backup.finished'),
      })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .innerJoin(resellers, eq(resellers.id, machines.resellerId))
      .where(sql`${machines.keyHash} = any(${sql.param(hashes.map((hash) => `\\x${hash.toString('hex')}`))}::text[]::bytea[])`),
  )
