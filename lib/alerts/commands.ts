import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { allow } from '@/lib/errors'
import { canSetMissedAfterDays } from './policy'
import type { SetMissedAfterDays } from './schema'

/** Sets after how many days the reseller's machines are in alert; a machine's own setting goes before (requirements E2). */
export function setMissedAfterDays(actor: UserActor, input: SetMissedAfterDays): Promise<void> {
  return withActor(actor, async (tx) => {
    allow(canSetMissedAfterDays(actor))
    await tx.update(resellers).set({ missedAfterDays: input.days }).where(eq(resellers.id, actor.resellerId))
    const { resellerId, account } = actor
    await audit(
      tx,
      actor,
      'reseller.missed_after_days_set',
      { kind: 'reseller', id: resellerId, name: account.resellerName, resellerId },
      { ...input },
    )
  })
}
