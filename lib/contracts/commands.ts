import { eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, resellers, spaces } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import type { AddContract } from './schema'

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
  })
}

/** Stops a contract: its agents are refused, no alert is sent, data and restores stay (requirements D2). Throws NotFoundError. */
export function suspendContract(actor: ContractManager, contractId: string, now: Date): Promise<Result<void, 'already_suspended'>> {
  return withActor(actor, async (tx) => {
    const contract = await lockContract(tx, contractId)
    if (contract.suspendedAt) return fail('already_suspended')
    await tx.update(contracts).set({ suspendedAt: now, updatedAt: now }).where(eq(contracts.id, contract.id))
    await audit(tx, actor, 'contract.suspended', subject(contract))
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
    return ok(undefined)
  })
}

type Locked = { id: string; title: string; resellerId: string; suspendedAt: Date | null }

async function lockContract(tx: Tx, contractId: string): Promise<Locked> {
  const { id, title, resellerId, suspendedAt } = contracts
  const [contract] = await tx
    .select({ id, title, resellerId, suspendedAt })
    .from(contracts)
    .where(eq(id, parseId(contractId, 'contract')))
    .for('update')
  return found(contract, 'contract')
}

const subject = ({ id, title, resellerId }: Locked) => ({ kind: 'contract' as const, id, name: title, resellerId })
