import { and, eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contractConfigs, contracts, machines, resellers } from '@/db/schema'
import type { ConfigProblem } from '@/lib/agent-protocol/config'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { allow, found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { canConfigure } from '@/lib/machines/policy'
import { acceptanceOf, distinctLosses, type Review, reviewConfig } from './review'
import type { RollBackContractConfig, SaveContractConfig } from './schema'
import type { Loss } from './types'
import { addMachineVersions, authorOf, contractDefault, lockConfigured } from './versions'

/** `machines` counts those that follow the default and got a new version; in a refusal, those that would. */
export type SaveContractConfigResult =
  | { ok: true; version: number; machines: number }
  | { ok: false; reason: 'changed_meanwhile' }
  | { ok: false; reason: 'invalid'; problems: ConfigProblem[] }
  | { ok: false; reason: 'protects_less'; losses: Loss[]; machines: number; accept: string }

/**
 * Sets what the machines of a contract back up that have no file of their own; each of them gets a new version at once, those added
 * later begin with it. Losses are judged machine by machine and asked for once. Throws NotFoundError, ForbiddenError.
 */
export function saveContractConfig(actor: UserActor, input: SaveContractConfig, now: Date): Promise<SaveContractConfigResult> {
  return change(actor, input, (tx, contract) => store(tx, actor, contract, { ...input, restoredVersion: null }, now))
}

/** Brings an earlier default back, as a new version. Throws NotFoundError, also for a version that never was. */
export function rollBackContractConfig(actor: UserActor, input: RollBackContractConfig, now: Date): Promise<SaveContractConfigResult> {
  return change(actor, input, async (tx, contract) => {
    const [earlier] = await tx
      .select({ body: contractConfigs.body })
      .from(contractConfigs)
      .where(and(eq(contractConfigs.contractId, contract.id), eq(contractConfigs.version, input.version)))
    const { body } = found(earlier, 'version')
    return store(tx, actor, contract, { body, accepted: input.accepted, restoredVersion: input.version }, now)
  })
}

type Contract = Awaited<ReturnType<typeof lockContract>>
type Wanted = { body: string; accepted?: string | null; restoredVersion: number | null }

async function lockContract(tx: Tx, contractId: string) {
  const [row] = await tx
    .select({
      id: contracts.id,
      title: contracts.title,
      resellerId: contracts.resellerId,
      spaceId: contracts.spaceId,
      version: contracts.configVersion,
      retentionDays: contracts.retentionDays,
      product: resellers.product,
    })
    .from(contracts)
    .innerJoin(resellers, eq(resellers.id, contracts.resellerId))
    .where(eq(contracts.id, contractId))
    .for('update', { of: contracts })
  const { product, ...contract } = found(row, 'contract')
  return { ...contract, retentionFixed: product === 'online', body: await contractDefault(tx, contract.id, contract.version) }
}

function change(
  actor: UserActor,
  input: { contractId: string; baseVersion: number },
  work: (tx: Tx, contract: Contract) => Promise<SaveContractConfigResult>,
): Promise<SaveContractConfigResult> {
  const contractId = parseId(input.contractId, 'contract')
  return withActor(actor, async (tx) => {
    const contract = await lockContract(tx, contractId)
    allow(canConfigure(actor))
    return contract.version === input.baseVersion ? work(tx, contract) : { ok: false, reason: 'changed_meanwhile' }
  })
}

async function store(tx: Tx, actor: UserActor, contract: Contract, wanted: Wanted, now: Date): Promise<SaveContractConfigResult> {
  const { body, accepted, restoredVersion } = wanted
  if (body === contract.body) return { ok: true, version: contract.version, machines: 0 }
  const own = reviewConfig(contract, body)
  if (own.problems.length > 0) return { ok: false, reason: 'invalid', problems: own.problems }
  const followers = await lockConfigured(tx, and(eq(machines.contractId, contract.id), eq(machines.inheritsConfig, true)))
  const reviews = followers.map((machine): [typeof machine, Review] => [machine, reviewConfig(machine, body)])
  const losses = distinctLosses([...own.losses, ...reviews.flatMap(([, review]) => review.losses)])
  const accept = acceptanceOf([[contract.id, losses]])
  if (losses.length > 0 && accepted !== accept) return { ok: false, reason: 'protects_less', losses, machines: followers.length, accept }
  const version = contract.version + 1
  const { id: contractId, resellerId, spaceId, title } = contract
  const author = authorOf(actor)
  await tx.insert(contractConfigs).values({
    ...{ resellerId, spaceId, contractId, version, body, restoredVersion, losses, createdAt: now },
    ...{ authorUserId: actor.userId, authorName: actor.displayName },
  })
  await tx.update(contracts).set({ configVersion: version }).where(eq(contracts.id, contractId))
  const versions = reviews.map(([machine, review]) => ({ machine, body, origin: 'contract' as const, restoredVersion: null, review }))
  await addMachineVersions(tx, author, versions, now)
  const detail = {
    version,
    machines: followers.length,
    ...(restoredVersion !== null && { restoredVersion }),
    ...(losses.length > 0 && { losses }),
  }
  await audit(tx, actor, 'contract.configured', { kind: 'contract', id: contractId, name: title, resellerId }, detail)
  return { ok: true, version, machines: followers.length }
}
