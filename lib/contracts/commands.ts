import { and, eq, ne, sql } from 'drizzle-orm'
import { breaks, type Tx, withActor } from '@/db/client'
import { contracts, machines, resellers, spaces } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { fail, found, NotFoundError, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { buryMachines } from '@/lib/machines/deletion'
import { tellContract } from '@/lib/webhooks/events'
import { contractVersion } from './queries'
import type { AddContract, DeleteContract, UpdateContract } from './schema'

type ContractManager = UserActor | OperatorActor | SystemActor

/** Kiwi Online keeps 90 days, whatever is asked (requirements D5). */
const ONLINE_RETENTION_DAYS = 90

/** Signs a contract in one of the actor's spaces (requirements D1). Throws NotFoundError for a space outside its scope. */
export function addContract(actor: ContractManager, input: AddContract): Promise<Result<{ contractId: string }, 'title_taken'>> {
  return withActor(actor, async (tx) => {
    const [space] = await tx
      .select({ resellerId: spaces.resellerId, product: resellers.product })
      .from(spaces)
      .innerJoin(resellers, eq(resellers.id, spaces.resellerId))
      .where(eq(spaces.id, input.spaceId))
    const { resellerId, product } = found(space, 'space')
    const retentionDays = product === 'online' ? ONLINE_RETENTION_DAYS : input.retentionDays
    const [contract] = await tx
      .insert(contracts)
      .values({ ...input, resellerId, retentionDays })
      .onConflictDoNothing()
      .returning({ id: contracts.id })
    if (!contract) return fail('title_taken')
    await audit(tx, actor, 'contract.added', { kind: 'contract', id: contract.id, name: input.title, resellerId })
    return ok({ contractId: contract.id })
  }).catch((error: unknown) => {
    // The space was deleted since it was looked up.
    throw breaks(error, 'contracts_space') ? new NotFoundError('space not found') : error
  })
}

type UpdateFailure = 'changed_meanwhile' | 'title_taken' | 'fewer_than_machines'

/** Changes a contract's terms. Who saves over a version that another has changed meanwhile is told (requirements D2). Throws NotFoundError. */
export function updateContract(actor: ContractManager, input: UpdateContract, now: Date): Promise<Result<void, UpdateFailure>> {
  const { contractId, version, ...terms } = input
  return withActor(actor, async (tx) => {
    const contract = await lockContract(tx, contractId)
    if (contract.version !== version) return fail('changed_meanwhile')
    const machineCount = await tx.$count(machines, eq(machines.contractId, contract.id))
    if (terms.machineLimit !== null && terms.machineLimit < machineCount) return fail('fewer_than_machines')
    if (await isTitleTaken(tx, contract, terms.title)) return fail('title_taken')
    const [reseller] = await tx.select({ product: resellers.product }).from(resellers).where(eq(resellers.id, contract.resellerId))
    const retentionDays = reseller?.product === 'online' ? ONLINE_RETENTION_DAYS : terms.retentionDays
    await tx
      .update(contracts)
      .set({ ...terms, retentionDays, updatedAt: now })
      .where(eq(contracts.id, contract.id))
    await audit(tx, actor, 'contract.updated', subject(contract), terms)
    return ok(undefined)
  })
}

/**
 * Ends a contract and deletes its machines with it; what they stored stays until its history has passed, and the operator can bring a
 * machine back (requirements D2, B6). `confirmation` is the contract's title. Throws NotFoundError.
 */
export function deleteContract(
  actor: ContractManager,
  input: DeleteContract,
  now: Date,
): Promise<Result<{ machines: number }, 'confirmation_differs'>> {
  return withActor(actor, async (tx) => {
    const contract = await lockContract(tx, input.contractId)
    if (contract.title !== input.confirmation) return fail('confirmation_differs')
    const deleted = await buryMachines(tx, actor, eq(machines.contractId, contract.id), now)
    await tx.delete(contracts).where(eq(contracts.id, contract.id))
    await audit(tx, actor, 'contract.deleted', subject(contract), { machines: deleted })
    return ok({ machines: deleted })
  })
}

/** Stops a contract: its agents are refused, no alert is sent, data and restores stay (requirements D2). Throws NotFoundError. */
export function suspendContract(actor: ContractManager, contractId: string, now: Date): Promise<Result<void, 'already_suspended'>> {
  return withActor(actor, async (tx) => {
    const contract = await lockContract(tx, contractId)
    if (contract.suspendedAt) return fail('already_suspended')
    await tx.update(contracts).set({ suspendedAt: now, updatedAt: now }).where(eq(contracts.id, contract.id))
    await audit(tx, actor, 'contract.suspended', subject(contract))
    await tellContract(tx, 'contract.suspended', contract.id, now)
    return ok(undefined)
  })
}

/** Lets a suspended contract's agents back in, from their next poll on (requirements D2). Throws NotFoundError. */
export function reactivateContract(actor: ContractManager, contractId: string, now: Date): Promise<Result<void, 'not_suspended'>> {
  return withActor(actor, async (tx) => {
    const contract = await lockContract(tx, contractId)
    if (!contract.suspendedAt) return fail('not_suspended')
    await tx.update(contracts).set({ suspendedAt: null, updatedAt: now }).where(eq(contracts.id, contract.id))
    await audit(tx, actor, 'contract.reactivated', subject(contract))
    await tellContract(tx, 'contract.reactivated', contract.id, now)
    return ok(undefined)
  })
}

type Locked = { id: string; title: string; resellerId: string; spaceId: string; suspendedAt: Date | null; version: string }

async function lockContract(tx: Tx, contractId: string): Promise<Locked> {
  const { id, title, resellerId, spaceId, suspendedAt } = contracts
  const [contract] = await tx
    .select({ id, title, resellerId, spaceId, suspendedAt, version: contractVersion })
    .from(contracts)
    .where(eq(id, parseId(contractId, 'contract')))
    .for('update')
  return found(contract, 'contract')
}

/** Case-insensitively, among the other contracts of the space; the index under it decides when two save at once. */
async function isTitleTaken(tx: Tx, contract: Locked, title: string): Promise<boolean> {
  const sameTitle = eq(sql`lower(${contracts.title})`, title.toLowerCase())
  return (await tx.$count(contracts, and(eq(contracts.spaceId, contract.spaceId), ne(contracts.id, contract.id), sameTitle))) > 0
}

const subject = ({ id, title, resellerId }: Locked) => ({ kind: 'contract' as const, id, name: title, resellerId })
