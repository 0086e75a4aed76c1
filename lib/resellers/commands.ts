import { and, eq, isNull } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { resellers, sessions, supportAccesses } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { insertReseller } from './adding'
import { type AddReseller, addResellerSchema } from './schema'

type Platform = OperatorActor | SystemActor

/** Takes in a reseller and makes its default space (requirements G1). */
export function addReseller(actor: Platform, input: AddReseller): Promise<Result<{ resellerId: string; spaceId: string }, 'brand_taken'>> {
  const values = addResellerSchema.parse(input)
  return withActor(actor, (tx) => insertReseller(tx, actor, values))
}

/**
 * Shuts a reseller out: its users cannot sign in, its sessions end, its agents are refused. Data stays (requirements G1). Throws
 * NotFoundError.
 */
export function suspendReseller(actor: Platform, resellerId: string, now: Date): Promise<Result<void, 'already_suspended'>> {
  return withActor(actor, async (tx) => {
    const reseller = await lock(tx, resellerId)
    if (reseller.suspendedAt) return fail('already_suspended')
    await tx.update(resellers).set({ suspendedAt: now }).where(eq(resellers.id, reseller.id))
    const ended = await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(eq(sessions.resellerId, reseller.id), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id })
    await tx
      .update(supportAccesses)
      .set({ endedAt: now, endedByName: actor.kind === 'system' ? actor.name : actor.userName })
      .where(and(eq(supportAccesses.resellerId, reseller.id), isNull(supportAccesses.endedAt)))
    await audit(tx, actor, 'reseller.suspended', subject(reseller), { sessions: ended.length })
    return ok(undefined)
  })
}

/** Lets a suspended reseller back in: its users sign in anew, its agents are accepted from their next contact on. Throws NotFoundError. */
export function reactivateReseller(actor: Platform, resellerId: string): Promise<Result<void, 'not_suspended'>> {
  return withActor(actor, async (tx) => {
    const reseller = await lock(tx, resellerId)
    if (!reseller.suspendedAt) return fail('not_suspended')
    await tx.update(resellers).set({ suspendedAt: null }).where(eq(resellers.id, reseller.id))
    await audit(tx, actor, 'reseller.reactivated', subject(reseller))
    return ok(undefined)
  })
}

async function lock(tx: Tx, resellerId: string) {
  const { id, name, suspendedAt } = resellers
  const [reseller] = await tx
    .select({ id, name, suspendedAt })
    .from(resellers)
    .where(eq(id, parseId(resellerId, 'reseller')))
    .for('update')
  return found(reseller, 'reseller')
}

const subject = ({ id, name }: { id: string; name: string }) => ({ kind: 'reseller' as const, id, name, resellerId: id })
