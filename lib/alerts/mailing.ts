import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { alertNotices, brands, machines, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { NotFoundError } from '@/lib/errors'
import { brandOrigin } from '@/lib/hosts/links'
import { log } from '@/lib/log'
import { queueMail } from '@/lib/mails/commands'
import { uncovered } from './covered'
import { alertMail, type Item, type Letter } from './mail-content'
import { findLastFailure, type Notice, readNotices } from './notices'

/** One recipient gets one alert mail in so many seconds; what comes meanwhile stands in the next one together. */
const GAP_SECONDS = 60
/** While machines of a reseller are still being swept its notices are gathered, but nobody waits longer than this. */
const GATHER_SECONDS = 600
const RECIPIENTS = 200
/** Up to so many successes in one go are a mail each, as the backup alert promises; more are a list. */
const SINGLE_SUCCESSES = 10

type Group = Pick<typeof alertNotices.$inferSelect, 'resellerId' | 'recipient' | 'audience' | 'locale'>

/**
 * Writes the mails of what is to be told, one per recipient with all that waits for it (requirements E5). Each is queued in the
 * transaction that marks its notices, by one worker at a time, so that none is told twice or never. Answers whether more wait.
 */
export async function mailNotices(actor: SystemActor, now: Date, signal: AbortSignal): Promise<{ more: boolean }> {
  const groups = await findWaiting(actor, now)
  for (const group of groups) {
    if (signal.aborted) break
    try {
      await mailGroup(actor, group, now)
    } catch (error) {
      // One recipient whose mail cannot be written keeps nobody else waiting.
      log.error({ err: error, resellerId: group.resellerId }, 'an alert mail could not be written')
    }
  }
  return { more: groups.length === RECIPIENTS }
}

const ago = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString()

const groupColumns = {
  resellerId: alertNotices.resellerId,
  recipient: alertNotices.recipient,
  audience: alertNotices.audience,
  locale: alertNotices.locale,
}

function findWaiting(actor: SystemActor, now: Date): Promise<Group[]> {
  const recently = sql`exists (select from ${alertNotices} told where told.reseller_id = ${alertNotices.resellerId}
    and told.recipient = ${alertNotices.recipient} and told.mailed_at > ${ago(now, GAP_SECONDS)})`
  const isSwept = sql`${alertNotices.resellerId} not in (select ${machines.resellerId} from ${machines}
    where ${machines.alertAfter} <= ${now.toISOString()}::timestamptz)`
  const oldest = sql`min(${alertNotices.createdAt})`
  return withActor(actor, (tx) =>
    tx
      .select(groupColumns)
      .from(alertNotices)
      .where(and(eq(alertNotices.daily, false), isNull(alertNotices.mailedAt)))
      .groupBy(...Object.values(groupColumns))
      .having(and(sql`not ${recently}`, or(isSwept, sql`${oldest} <= ${ago(now, GATHER_SECONDS)}`)))
      .orderBy(oldest)
      .limit(RECIPIENTS),
  )
}

async function mailGroup(actor: SystemActor, group: Group, now: Date): Promise<void> {
  await withActor(actor, async (tx) => {
    const place = `alert mail ${group.resellerId} ${group.audience} ${group.locale} ${group.recipient}`
    const [lock] = await tx.execute<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(hashtextextended(${place}, 0)) as taken`)
    if (!lock?.taken) return
    const notices = await readNotices(tx, group, now)
    if (notices.length === 0) return
    const letter = await readLetter(tx, group, now)
    for (const letters of split(uncovered(withoutEchoes(notices)))) {
      const spaces = new Set(letters.map(({ spaceId }) => spaceId))
      const [first] = letters
      if (!first) continue
      await queueMail(tx, {
        key: `alert:${first.id}`,
        kind: letters.every(({ item }) => item.event === 'closed') ? 'alert_closed' : 'alert',
        ...{ brandId: letter.brandId, resellerId: group.resellerId, to: group.recipient, locale: group.locale },
        spaceId: spaces.size === 1 ? first.spaceId : null,
        content: alertMail(await itemsOf(tx, letters), letter),
      })
    }
    await tx
      .update(alertNotices)
      .set({ mailedAt: now })
      .where(sql`${alertNotices.id} = any(${sql.param(notices.map(({ id }) => id))}::uuid[])`)
  })
}

/** What ends an episode tells of its backup too; and of an episode that was not told yet, that it opened says all. */
function withoutEchoes(notices: Notice[]): Notice[] {
  const ended = new Set(notices.filter(({ item }) => item.event === 'closed').map(({ item }) => item.machineId))
  const begun = new Set<string>()
  return notices.filter(({ alertId, item }) => {
    if (alertId === null) return !ended.has(item.machineId)
    if (begun.has(alertId)) return false
    begun.add(alertId)
    return true
  })
}

/** What stands in a mail together: all episodes in one; few successes each by itself. */
function split(notices: Notice[]): Notice[][] {
  const successes = notices.filter(({ item }) => item.event === 'success')
  const others = notices.filter(({ item }) => item.event !== 'success')
  if (successes.length > SINGLE_SUCCESSES) return [notices]
  return [others, ...successes.map((notice) => [notice])]
}

/** A mail about one silence tells why the machine's last run failed, if it did. */
async function itemsOf(tx: Tx, notices: Notice[]): Promise<Item[]> {
  const [only, ...more] = notices.map(({ item }) => item)
  if (!only || more.length > 0 || only.kind !== 'missed' || only.event === 'closed') return notices.map(({ item }) => item)
  return [{ ...only, lastFailure: await findLastFailure(tx, only.machineId) }]
}

/** To whom a mail goes, as whom, and where it leads. A brand without a host has no links. */
export async function readLetter(tx: Tx, { resellerId, ...group }: Group, now: Date): Promise<Letter & { brandId: string }> {
  const [reseller] = await tx
    .select({ brandId: brands.id, productName: brands.productName, resellerName: resellers.name, timeZone: resellers.timeZone })
    .from(resellers)
    .innerJoin(brands, eq(brands.id, resellers.brandId))
    .where(eq(resellers.id, resellerId))
  if (!reseller) throw new NotFoundError('reseller not found')
  const origin = group.audience === 'reseller' ? await brandOrigin(tx, reseller.brandId) : null
  return { ...group, ...reseller, link: origin === null ? null : (path) => `${origin}${path}`, now }
}
