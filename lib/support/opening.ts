import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { auditEvents, resellers, supportAccesses, supportCodes, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { hashSpokenCode } from '@/lib/crypto/spoken-code'
import { fail, found, ok, type Result } from '@/lib/errors'
import { ACCESS_MINUTES } from './times'

const MINUTE = 60_000
const MOST_WRONG = 5
const WRONG_MINUTES = 15

export type OpenedAccess = { accessId: string; resellerName: string; grantedByName: string; expiresAt: Date }
type Helper = { userId: string; userName: string; sessionId: string | null }

/**
 * Lets an operator look into the account whose user reads out this code, for thirty minutes (requirements G3). The code is used up.
 * After five wrong ones in fifteen minutes the operator has to wait.
 */
export function openSupportAccess(
  actor: OperatorActor,
  code: string,
  now: Date,
): Promise<Result<OpenedAccess, 'unknown_code' | 'too_many'>> {
  return withActor(actor, (tx) => open(tx, actor, actor, code, now))
}

/** The same from the command line, for the operator of that name. Throws NotFoundError without one. */
export function openSupportAccessFor(
  actor: SystemActor,
  operatorName: string,
  code: string,
  now: Date,
): Promise<Result<OpenedAccess, 'unknown_code' | 'too_many'>> {
  return withActor(actor, async (tx) => {
    const [operator] = await tx
      .select({ userId: users.id, userName: users.userName })
      .from(users)
      .where(and(eq(users.role, 'operator'), eq(sql`lower(${users.userName})`, operatorName.toLowerCase())))
    return open(tx, actor, { ...found(operator, 'operator'), sessionId: null }, code, now)
  })
}

async function open(
  tx: Tx,
  actor: OperatorActor | SystemActor,
  helper: Helper,
  code: string,
  now: Date,
): Promise<Result<OpenedAccess, 'unknown_code' | 'too_many'>> {
  // Locked, so that tries at the same moment are counted one after the other.
  await tx.select({ id: users.id }).from(users).where(eq(users.id, helper.userId)).for('update')
  const since = new Date(now.getTime() - WRONG_MINUTES * MINUTE)
  const ofHelper = and(eq(auditEvents.subjectId, helper.userId), eq(auditEvents.action, 'support.code_refused'), gt(auditEvents.at, since))
  if ((await tx.$count(auditEvents, ofHelper)) >= MOST_WRONG) return fail('too_many')

  const granted = await takeCode(tx, code, now)
  if (!granted) {
    await audit(tx, actor, 'support.code_refused', { kind: 'user', id: helper.userId, name: helper.userName, resellerId: null })
    return fail('unknown_code')
  }
  const expiresAt = new Date(now.getTime() + ACCESS_MINUTES * MINUTE)
  const [access] = await tx
    .insert(supportAccesses)
    .values({
      resellerId: granted.resellerId,
      operatorUserId: helper.userId,
      operatorName: helper.userName,
      operatorSessionId: helper.sessionId,
      grantedByUserId: granted.userId,
      grantedByName: granted.userName,
      openedAt: now,
      expiresAt,
    })
    .returning({ id: supportAccesses.id })
  const { resellerId, resellerName, userName: grantedByName } = granted
  const subject = { kind: 'reseller' as const, id: resellerId, name: resellerName, resellerId }
  await audit(tx, actor, 'support.opened', subject, { operator: helper.userName, grantedBy: grantedByName, until: expiresAt.toISOString() })
  return ok({ accessId: found(access, 'support access').id, resellerName, grantedByName, expiresAt })
}

/** Whose code it is, which is thereby used up; undefined for one that is unknown, used, too old, or of a suspended account. */
async function takeCode(tx: Tx, code: string, now: Date) {
  const [used] = await tx
    .update(supportCodes)
    .set({ usedAt: now })
    .from(users)
    .innerJoin(resellers, eq(resellers.id, users.resellerId))
    .where(
      and(
        eq(supportCodes.codeHash, hashSpokenCode(code, 'support')),
        isNull(supportCodes.usedAt),
        gt(supportCodes.expiresAt, now),
        eq(users.id, supportCodes.userId),
        isNull(resellers.suspendedAt),
      ),
    )
    .returning({ userId: users.id, userName: users.userName, resellerId: resellers.id, resellerName: resellers.name })
  return used
}
