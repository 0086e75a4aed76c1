import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { passwordResets, resellers, users } from '@/db/schema'
import { hashPassword } from '@/lib/crypto/password'
import { fail, ok, type Result } from '@/lib/errors'
import type { Brand } from '@/lib/hosts/types'
import { mailPasswordReset, mailSecurityNotice } from '@/lib/profile/mails'
import type { PasswordFault } from '@/lib/users/password-faults'
import { passwordFault } from '@/lib/users/password-rule'
import { admit, clearAttempts, passwordAccount, settleFailed, type TooMany } from './attempts'
import { auditAtDoor, endSessions } from './sessions'
import type { Origin } from './types'

const RESET_SECONDS = 60 * 60
/** Of one user in an hour, under whatever name they are asked for. */
const MAILS_PER_HOUR = 3
/** One address may be that of several users. */
const USERS_PER_ADDRESS = 5

/** Whether this browser may ask for another reset: 5 in 15 minutes for one name, and for 5 names from one address. */
export async function admitPasswordReset(brand: Brand, who: string, origin: Origin): Promise<{ ok: true; value: undefined } | TooMany> {
  const account = `${brand.id} ${who.toLowerCase()}`
  const admitted = await admit({ kind: 'reset', account, address: origin.address }, origin.now)
  if (!admitted.ok) return admitted
  await withSystem('password reset', (tx) => settleFailed(tx, admitted.value))
  return ok(undefined)
}

/**
 * Mails a link to a new password to the users of this brand who bear the name or the address; to nobody when there are none. It is
 * called after the page was answered, so that neither its text nor its time tells whether there are. Answers how many mails.
 */
export async function sendPasswordResets(brand: Brand, who: string, origin: Origin): Promise<number> {
  return withSystem('password reset', async (tx) => {
    const wanted = sql`lower(${who})`
    const candidates = await tx
      .select({ id: users.id, userName: users.userName, resellerId: users.resellerId, role: users.role })
      .from(users)
      .leftJoin(resellers, eq(resellers.id, users.resellerId))
      .where(
        and(
          eq(users.brandId, brand.id),
          isNull(resellers.suspendedAt),
          // Who was invited and has not come yet has the invitation's link.
          isNotNull(users.passwordHash),
          or(eq(sql`lower(${users.userName})`, wanted), eq(sql`lower(${users.email})`, wanted)),
        ),
      )
      .orderBy(users.id)
      .limit(USERS_PER_ADDRESS)
      .for('update', { of: users })
    let sent = 0
    for (const user of candidates) {
      const token = await startReset(tx, user.id, origin.now)
      if (!token) continue
      await mailPasswordReset(tx, user.id, token)
      await auditAtDoor(tx, user, 'user.password_reset_requested', origin)
      sent++
    }
    return sent
  })
}

/** Whose password the link sets, or null when the link is void: used, too old, replaced, or none of this brand's. */
export async function findPasswordReset(brand: Brand, token: string, now: Date): Promise<{ userName: string } | null> {
  const reset = await withSystem('password reset', (tx) => selectReset(tx, brand.id, token, now))
  return reset ? { userName: reset.user.userName } : null
}

/**
 * Sets a new password by a mailed link, once. All sessions end, all links of the user are void, and the account is open again if wrong
 * passwords had closed it. The second step stays as it is.
 */
export async function resetPassword(
  brand: Brand,
  input: { token: string; password: string },
  origin: Origin,
): Promise<Result<void, 'link_void' | PasswordFault>> {
  const { token, password } = input
  const known = await findPasswordReset(brand, token, origin.now)
  if (!known) return fail('link_void')
  const fault = passwordFault(password, known.userName)
  if (fault) return fail(fault)
  const passwordHash = await hashPassword(password)
  return withSystem('password reset', async (tx) => {
    await lockOwner(tx, token)
    const reset = await selectReset(tx, brand.id, token, origin.now)
    if (!reset) return fail('link_void')
    const { user } = reset
    await tx.update(users).set({ passwordHash }).where(eq(users.id, user.id))
    await voidResets(tx, user.id, origin.now)
    await endSessions(tx, user.id, origin.now)
    await clearAttempts(tx, { kind: 'password', account: passwordAccount(brand.id, user.userName, user.id) })
    await auditAtDoor(tx, user, 'user.password_reset', origin)
    await mailSecurityNotice(tx, user.id, 'passwordChanged', origin, { key: reset.id })
    return ok(undefined)
  })
}

/** Ends the user's open links: another was sent, or password or address are no longer those that they were sent for. */
export async function voidResets(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .update(passwordResets)
    .set({ endedAt: now })
    .where(and(eq(passwordResets.userId, userId), isNull(passwordResets.endedAt)))
}

async function startReset(tx: Tx, userId: string, now: Date): Promise<{ id: string; token: string } | null> {
  const hourAgo = new Date(now.getTime() - 3_600_000)
  const recent = await tx.$count(passwordResets, and(eq(passwordResets.userId, userId), gt(passwordResets.createdAt, hourAgo)))
  if (recent >= MAILS_PER_HOUR) return null
  await voidResets(tx, userId, now)
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + RESET_SECONDS * 1000)
  const [row] = await tx
    .insert(passwordResets)
    .values({ userId, tokenHash: hashToken(token), createdAt: now, expiresAt })
    .returning({ id: passwordResets.id })
  return row ? { id: row.id, token } : null
}

/** Links are written by who holds their user: so two uses of one link come one after the other. */
async function lockOwner(tx: Tx, token: string): Promise<void> {
  const owner = tx
    .select({ id: passwordResets.userId })
    .from(passwordResets)
    .where(eq(passwordResets.tokenHash, hashToken(token)))
  await tx.select({ id: users.id }).from(users).where(inArray(users.id, owner)).for('update')
}

async function selectReset(tx: Tx, brandId: string, token: string, now: Date) {
  const [row] = await tx
    .select({
      id: passwordResets.id,
      user: { id: users.id, userName: users.userName, resellerId: users.resellerId, role: users.role },
      suspendedAt: resellers.suspendedAt,
    })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .leftJoin(resellers, eq(resellers.id, users.resellerId))
    .where(
      and(
        eq(passwordResets.tokenHash, hashToken(token)),
        eq(users.brandId, brandId),
        isNull(passwordResets.endedAt),
        gt(passwordResets.expiresAt, now),
      ),
    )
  return row?.suspendedAt ? undefined : row
}

const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
