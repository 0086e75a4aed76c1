import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { alertNotices, alerts, contracts, machines, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { log } from '@/lib/log'
import { queueMail } from '@/lib/mails/commands'
import { dayIn } from '@/lib/statistics/period'
import { isCovered } from './covered'
import { digestMail, type Late } from './digest-content'
import { alertMail } from './mail-content'
import { readLetter } from './mailing'
import { silentSince } from './missed'
import { nextMorning } from './morning'
import { readNotices } from './notices'
import { inAlert } from './queries'

const SHOWN = 50
const MANY = 20
const PUT_OFF_MILLISECONDS = 3_600_000

type Reseller = typeof resellers.$inferSelect

/**
 * Writes the mails of the day of the resellers for whom it is morning: how their machines stand, good news too, so that its absence is
 * the sign that the watch has stopped; and the day's successes where they come once a day. Once a day each, whoever does it.
 */
export async function sendDigests(actor: SystemActor, now: Date): Promise<{ more: boolean }> {
  for (let done = 0; done < MANY; done++) if (!(await sendNextDay(actor, now))) return { more: false }
  return { more: true }
}

/** Answers whether there was one. A reseller whose day cannot be told is put off and keeps nobody else waiting. */
async function sendNextDay(actor: SystemActor, now: Date): Promise<boolean> {
  let reseller: Reseller | undefined
  try {
    await withActor(actor, async (tx) => {
      const due = or(isNull(resellers.digestDueAt), lte(resellers.digestDueAt, now))
      const rows = await tx
        .select()
        .from(resellers)
        .where(and(isNull(resellers.suspendedAt), due))
        .limit(1)
        .for('no key update', { skipLocked: true })
      reseller = rows[0]
      if (!reseller) return
      // A reseller of whom it was never reckoned has come since: its first morning is the next one.
      if (reseller.digestDueAt) await sendDay(tx, reseller, now)
      await setDue(tx, reseller, nextMorning(reseller.timeZone, now))
    })
  } catch (error) {
    if (!reseller) throw error
    const { id: resellerId } = reseller
    log.error({ err: error, resellerId }, 'the mails of the day could not be written')
    await withActor(actor, (tx) => setDue(tx, { id: resellerId }, new Date(now.getTime() + PUT_OFF_MILLISECONDS)))
  }
  return reseller !== undefined
}

async function setDue(tx: Tx, { id }: { id: string }, digestDueAt: Date): Promise<void> {
  await tx.update(resellers).set({ digestDueAt }).where(eq(resellers.id, id))
}

async function sendDay(tx: Tx, reseller: Reseller, now: Date): Promise<void> {
  if (reseller.dailyDigest) await sendDigest(tx, reseller, now)
  const groups = await tx
    .selectDistinct({ recipient: alertNotices.recipient, audience: alertNotices.audience, locale: alertNotices.locale })
    .from(alertNotices)
    .where(and(eq(alertNotices.daily, true), eq(alertNotices.resellerId, reseller.id), isNull(alertNotices.mailedAt)))
  for (const group of groups) {
    const whole = { ...group, resellerId: reseller.id }
    const notices = await readNotices(tx, { ...whole, daily: true }, now)
    const [first] = notices
    if (!first) continue
    const letter = await readLetter(tx, whole, now)
    const spaces = new Set(notices.map(({ spaceId }) => spaceId))
    await queueMail(tx, {
      ...{ key: `digest:${first.id}`, kind: 'digest', brandId: letter.brandId, resellerId: reseller.id },
      ...{ spaceId: spaces.size === 1 ? first.spaceId : null, to: group.recipient, locale: group.locale },
      content: alertMail(
        notices.map(({ item }) => item),
        letter,
      ),
    })
    const told = sql`${alertNotices.id} = any(${sql.param(notices.map(({ id }) => id))}::uuid[])`
    await tx.update(alertNotices).set({ mailedAt: now }).where(told)
  }
}

async function sendDigest(tx: Tx, reseller: Reseller, now: Date): Promise<void> {
  const { id: resellerId, brandId, alertEmail: recipient, locale, timeZone } = reseller
  const letter = await readLetter(tx, { resellerId, recipient, locale, audience: 'reseller' }, now)
  const content = digestMail(await readFigures(tx, resellerId, now), letter)
  const key = `digest:${resellerId}:${dayIn(timeZone, now)}`
  await queueMail(tx, { key, kind: 'digest', brandId, resellerId, spaceId: null, to: recipient, locale, content })
}

/** How the machines stand whose silence is watched; suspended contracts are not. */
async function readFigures(
  tx: Tx,
  resellerId: string,
  now: Date,
): Promise<{ total: number; late: Late[]; lateCount: number; alerts: number }> {
  const own = eq(machines.resellerId, resellerId)
  const joined = () =>
    tx
      .select({
        id: machines.id,
        name: machines.name,
        contractTitle: contracts.title,
        lastBackupAt: machines.lastBackupAt,
        registeredAt: machines.registeredAt,
      })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .innerJoin(resellers, eq(resellers.id, machines.resellerId))
      .$dynamic()
  const [counts] = await tx
    .select({ total: sql<number>`count(*)::int`, late: sql<number>`(count(*) filter (where ${inAlert(now)}))::int` })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .where(and(own, eq(machines.missedAlert, true), isNull(contracts.suspendedAt)))
  const late = await joined()
    .where(and(own, inAlert(now)))
    .orderBy(asc(sql`coalesce(${machines.lastBackupAt}, ${machines.registeredAt})`))
    .limit(SHOWN)
  const isOther = sql`${alerts.kind} <> 'missed' and not ${isCovered}`
  const others = await tx.$count(alerts, and(eq(alerts.resellerId, resellerId), isNull(alerts.closedAt), isOther))
  const rows = late.map((machine) => ({ ...machine, sinceAt: silentSince(machine) }))
  return { total: counts?.total ?? 0, late: rows, lateCount: counts?.late ?? 0, alerts: others }
}
