import { randomBytes } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { resellers, supportAccesses, supportCodes } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { createSpokenCode, hashSpokenCode } from '@/lib/crypto/spoken-code'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { brandUrl } from '@/lib/hosts/links'
import { parseId } from '@/lib/ids'
import { hashLink } from './link'
import { canEndSupportAccess, canShowSupportCode } from './policy'
import { CODE_MINUTES } from './times'
import type { SupportCode } from './types'

const MINUTE = 60_000
const LINK_SECONDS = 60

/** Makes a code that lets the support look into the account, once and within ten minutes; it replaces the user's last one. */
export function showSupportCode(actor: UserActor, now: Date): Promise<SupportCode> {
  return withActor(actor, async (tx) => {
    allow(canShowSupportCode(actor))
    const { userId, userName, resellerId } = actor
    const code = createSpokenCode(2)
    const expiresAt = new Date(now.getTime() + CODE_MINUTES * MINUTE)
    const values = { codeHash: hashSpokenCode(code, 'support'), createdAt: now, expiresAt, usedAt: null }
    await tx
      .insert(supportCodes)
      .values({ userId, resellerId, ...values })
      .onConflictDoUpdate({ target: supportCodes.userId, set: values })
    await audit(tx, actor, 'support.code_shown', { kind: 'user', id: userId, name: userName, resellerId })
    return { code, expiresAt }
  })
}

/** A link, good for one minute and one use, that leads the operator who opened this look to the account's host. Throws NotFoundError. */
export function makeSupportLink(actor: OperatorActor | SystemActor, accessId: string, now: Date): Promise<string> {
  return withActor(actor, async (tx) => {
    const token = randomBytes(32).toString('base64url')
    const linkExpiresAt = new Date(now.getTime() + LINK_SECONDS * 1000)
    const [access] = await tx
      .update(supportAccesses)
      .set({ linkHash: hashLink(token), linkExpiresAt })
      .where(
        and(
          eq(supportAccesses.id, parseId(accessId, 'support access')),
          actor.kind === 'operator' ? eq(supportAccesses.operatorUserId, actor.userId) : undefined,
          isNull(supportAccesses.endedAt),
          gt(supportAccesses.expiresAt, now),
        ),
      )
      .returning({ resellerId: supportAccesses.resellerId })
    const [reseller] = await tx
      .select({ brandId: resellers.brandId })
      .from(resellers)
      .where(eq(resellers.id, found(access, 'support access').resellerId))
    return brandUrl(tx, found(reseller, 'reseller').brandId, `/support/enter?link=${token}`)
  })
}

/** Shows the support out: an administrator of the account, or any operator (requirements G3). Throws NotFoundError, ForbiddenError. */
export function endSupportAccess(
  actor: UserActor | OperatorActor | SystemActor,
  accessId: string,
  now: Date,
): Promise<Result<void, 'ended'>> {
  return withActor(actor, async (tx) => {
    const [access] = await tx
      .select({ id: supportAccesses.id })
      .from(supportAccesses)
      .where(eq(supportAccesses.id, parseId(accessId, 'support access')))
    found(access, 'support access')
    if (actor.kind === 'user') allow(canEndSupportAccess(actor))
    return (await closeSupportAccess(tx, actor, accessId, now)) ? ok(undefined) : fail('ended')
  })
}

/** Ends a look within the transaction of what ends it; false when it was over already. */
export async function closeSupportAccess(
  tx: Tx,
  actor: UserActor | OperatorActor | SystemActor,
  accessId: string,
  now: Date,
): Promise<boolean> {
  const endedByName = actor.kind === 'system' ? actor.name : actor.userName
  const [access] = await tx
    .update(supportAccesses)
    .set({ endedAt: now, endedByName })
    .where(and(eq(supportAccesses.id, accessId), isNull(supportAccesses.endedAt), gt(supportAccesses.expiresAt, now)))
    .returning()
  if (!access) return false
  const [reseller] = await tx.select({ name: resellers.name }).from(resellers).where(eq(resellers.id, access.resellerId))
  const subject = { kind: 'reseller' as const, id: access.resellerId, name: reseller?.name ?? '', resellerId: access.resellerId }
  await audit(tx, actor, 'support.ended', subject, { operator: access.operatorName, grantedBy: access.grantedByName })
  return true
}
