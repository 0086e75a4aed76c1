import { and, eq, isNotNull, lt } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { alertNotices, alerts, resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor, UserActor } from '@/lib/auth/types'
import { allow } from '@/lib/errors'
import { canSetMissedAfterDays } from './policy'
import type { SetAlertMails, SetMissedAfterDays } from './schema'

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

/** Sets how the reseller's alert mails come: reminders, successes, the daily digest (requirements E5). For administrators. */
export function setAlertMails(actor: UserActor, input: SetAlertMails): Promise<void> {
  return withActor(actor, async (tx) => {
    allow(canSetMissedAfterDays(actor))
    await tx.update(resellers).set(input).where(eq(resellers.id, actor.resellerId))
    const { resellerId, account } = actor
    const subject = { kind: 'reseller' as const, id: resellerId, name: account.resellerName, resellerId }
    await audit(tx, actor, 'reseller.alert_mails_set', subject, { ...input })
  })
}

const KEPT_DAYS = 400
const DAY = 86_400_000

/** Deletes episodes that ended more than a year ago, and what was told of them. Answers how many. */
export function forgetOldAlerts(actor: SystemActor, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY)
  return withActor(actor, async (tx) => {
    await tx.delete(alertNotices).where(and(isNotNull(alertNotices.backupId), lt(alertNotices.mailedAt, before)))
    const gone = await tx.delete(alerts).where(lt(alerts.closedAt, before)).returning({ id: alerts.id })
    return gone.length
  })
}
