import { createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { and, desc, eq, gt, or, sql } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { attempts } from '@/db/schema'
import { deriveKey } from '@/lib/crypto/secret'
import { networkOf } from './network'

export const ATTEMPT_LIMIT = 5
export const ATTEMPT_WINDOW_SECONDS = 15 * 60

/** What is tried, on which account, and from where; without an address only the account's number counts. */
export type Tried = { kind: 'password' | 'reset'; account: string; address: string | null }
/** An attempt that was let through and counts as failed until it is settled. */
export type Attempt = { id: string; accountKey: Buffer; now: Date }
export type TooMany = { ok: false; reason: 'too_many'; waitSeconds: number }

type Refusal = { until: Date; busy: boolean }

const ROUNDS = 50
const PAUSE_MILLISECONDS = 100

/**
 * Lets an attempt through, or says how long to wait: at most 5 failures in 15 minutes on one account, and from one address failures on
 * at most 5 accounts. The second counts accounts, so that one person's slips do not lock out a whole company behind one address, while
 * a password that is tried on many accounts is stopped; an account that then signs in no longer counts.
 */
export async function admit(tried: Tried, now: Date): Promise<{ ok: true; value: Attempt } | TooMany> {
  for (let round = 1; ; round++) {
    const answer = await withSystem('sign-in limits', (tx) => admitOnce(tx, tried, now))
    if ('id' in answer) return { ok: true, value: answer }
    // Others are being looked at just now: when their passwords are right, there is room.
    if (!answer.busy || round === ROUNDS) return { ok: false, reason: 'too_many', waitSeconds: secondsUntil(answer.until, now) }
    await setTimeout(PAUSE_MILLISECONDS)
  }
}

/** The attempt has failed. Answers whether it was the one that closes the account for a while. */
export async function settleFailed(tx: Tx, attempt: Attempt): Promise<boolean> {
  await lock(tx, attempt.accountKey)
  await tx.update(attempts).set({ settled: true }).where(eq(attempts.id, attempt.id))
  const failed = and(eq(attempts.accountKey, attempt.accountKey), gt(attempts.at, windowStart(attempt.now)), attempts.settled)
  return (await tx.$count(attempts, failed)) === ATTEMPT_LIMIT
}

/** The attempt was no failure, and says nothing of the earlier ones: a right password whose code is still to come. */
export async function withdraw(tx: Tx, attempt: Attempt): Promise<void> {
  await tx.delete(attempts).where(eq(attempts.id, attempt.id))
}

/** The account is signed in to, or its password was set anew: its failures are forgotten, from wherever they came. */
export async function clearAttempts(tx: Tx, account: Pick<Tried, 'kind' | 'account'>, attempt?: Attempt): Promise<void> {
  const settled = attempt ? or(attempts.settled, eq(attempts.id, attempt.id)) : attempts.settled
  await tx.delete(attempts).where(and(eq(attempts.accountKey, accountKey(account)), settled))
}

/** The account that a password is tried on: a user, or a name that nobody has on this brand. */
export const passwordAccount = (brandId: string, userName: string, userId: string | undefined): string =>
  userId ? `user ${userId}` : `name ${brandId} ${userName.toLowerCase()}`

async function admitOnce(tx: Tx, { kind, account, address }: Tried, now: Date): Promise<Attempt | Refusal> {
  const ofAccount = accountKey({ kind, account })
  const network = networkOf(address)
  const ofAddress = network ? key(kind, 'address', network) : null
  // Two at once must not both be the fifth. Always the account before the address, so that nobody waits in a circle.
  await lock(tx, ofAccount)
  if (ofAddress) await lock(tx, ofAddress)
  const refusal = (await fifthOfAccount(tx, ofAccount, now)) ?? (ofAddress && (await fifthOfAddress(tx, ofAddress, now)))
  if (refusal) return refusal
  const [row] = await tx.insert(attempts).values({ accountKey: ofAccount, addressKey: ofAddress, at: now }).returning({ id: attempts.id })
  if (!row) throw new Error('no attempt was stored')
  return { id: row.id, accountKey: ofAccount, now }
}

async function fifthOfAccount(tx: Tx, ofAccount: Buffer, now: Date): Promise<Refusal | null> {
  const rows = await tx
    .select({ at: attempts.at, settled: attempts.settled })
    .from(attempts)
    .where(and(eq(attempts.accountKey, ofAccount), gt(attempts.at, windowStart(now))))
    .orderBy(desc(attempts.at))
    .limit(ATTEMPT_LIMIT)
  return refusalOf(rows)
}

async function fifthOfAddress(tx: Tx, ofAddress: Buffer, now: Date): Promise<Refusal | null> {
  const last = sql<Date>`max(${attempts.at})`.mapWith(attempts.at)
  const rows = await tx
    .select({ at: last, settled: sql<boolean>`bool_and(${attempts.settled})` })
    .from(attempts)
    .where(and(eq(attempts.addressKey, ofAddress), gt(attempts.at, windowStart(now))))
    .groupBy(attempts.accountKey)
    .orderBy(desc(last))
    .limit(ATTEMPT_LIMIT)
  return refusalOf(rows)
}

/** Newest first: when the fifth leaves the window, there is room again. */
function refusalOf(rows: { at: Date; settled: boolean }[]): Refusal | null {
  const fifth = rows[ATTEMPT_LIMIT - 1]
  if (!fifth) return null
  return { until: new Date(fifth.at.getTime() + ATTEMPT_WINDOW_SECONDS * 1000), busy: rows.some(({ settled }) => !settled) }
}

/** What was tried until then no longer counts. */
export const windowStart = (now: Date): Date => new Date(now.getTime() - ATTEMPT_WINDOW_SECONDS * 1000)
export const secondsUntil = (until: Date, now: Date): number => Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))

const lock = (tx: Tx, of: Buffer) => tx.execute(sql`select pg_advisory_xact_lock(${of.readBigInt64BE(0).toString()}::bigint)`)

const accountKey = ({ kind, account }: Pick<Tried, 'kind' | 'account'>): Buffer => key(kind, 'account', account)

function key(...parts: string[]): Buffer {
  return createHmac('sha256', deriveKey('attempts')).update(parts.join('\n')).digest()
}
