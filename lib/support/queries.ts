import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { resellers, supportAccesses } from '@/db/schema'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import type { OpenAccess, PlatformAccess } from './types'

const columns = {
  id: supportAccesses.id,
  operatorName: supportAccesses.operatorName,
  grantedByName: supportAccesses.grantedByName,
  expiresAt: supportAccesses.expiresAt,
}

const isOpen = (now: Date) => and(isNull(supportAccesses.endedAt), gt(supportAccesses.expiresAt, now))

/** Whether the support looks into the actor's account right now; of several looks the one that lasts longest. */
export function findOpenAccess(actor: UserActor, now: Date): Promise<OpenAccess | null> {
  return withActor(actor, async (tx) => {
    const rows = await tx
      .select(columns)
      .from(supportAccesses)
      .where(and(eq(supportAccesses.resellerId, actor.resellerId), isOpen(now)))
      .orderBy(asc(supportAccesses.expiresAt))
    return rows.at(-1) ?? null
  })
}

/** All looks that are going on, into one account or any. */
export function listOpenAccesses(actor: OperatorActor, now: Date, resellerId?: string): Promise<PlatformAccess[]> {
  return withActor(actor, async (tx) => {
    const rows = await selectAccesses(tx)
      .where(and(isOpen(now), resellerId ? eq(supportAccesses.resellerId, resellerId) : undefined))
      .orderBy(asc(supportAccesses.expiresAt))
    return rows.map(({ operatorUserId, ...access }) => ({ ...access, isOwn: operatorUserId === actor.userId }))
  })
}

const selectAccesses = (tx: Tx) =>
  tx
    .select({
      ...columns,
      resellerId: supportAccesses.resellerId,
      resellerName: resellers.name,
      enteredAt: supportAccesses.enteredAt,
      operatorUserId: supportAccesses.operatorUserId,
    })
    .from(supportAccesses)
    .innerJoin(resellers, eq(resellers.id, supportAccesses.resellerId))
    .$dynamic()
