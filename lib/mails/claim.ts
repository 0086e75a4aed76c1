import { and, eq, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { brandHosts, brands, mailAttachments, mails } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { MAX_ATTEMPTS, retryAfterSeconds } from '@/lib/outbox/backoff'
import { identityOf, type OutgoingMail } from './outgoing'
import { senderOf } from './sender'
import { mailSettings } from './settings'
import type { MailAttachment } from './types'

const BATCH = 20

/** A mail that one worker may send until `leasedUntil`, at its `attempts`-th try. */
export type Claimed = OutgoingMail & { attempts: number; leasedUntil: Date }

/**
 * Takes due mails for this worker, those that somebody waits for first. Whoever tried a mail last and never said how it went may have
 * died of it, so tries are counted here.
 */
export function claimMails(actor: SystemActor, now: Date, leaseSeconds: number): Promise<Claimed[]> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000)
  return withActor(actor, async (tx) => {
    const due = await selectDue(tx, now)
    await bury(tx, idsOf(due.filter((mail) => mail.attempts >= MAX_ATTEMPTS)), now)
    const fresh = due.filter((mail) => mail.attempts < MAX_ATTEMPTS)
    const senders = await readSenders(tx, [...new Set(fresh.map((mail) => mail.brandId))])
    const attachments = await readAttachments(tx, idsOf(fresh))
    const claimed: Claimed[] = []
    for (const mail of fresh) {
      const attempts = mail.attempts + 1
      const from = mail.sender ?? senders.get(mail.brandId)?.from
      const replyTo = mail.sender ? mail.replyTo : (senders.get(mail.brandId)?.replyTo ?? null)
      const changes = from ? { attempts, leasedUntil, sender: from, replyTo } : laterAgain(attempts, now, 'rejected', NO_SENDER)
      await tx.update(mails).set(changes).where(eq(mails.id, mail.id))
      const { id, round, recipient: to, subject, html, text } = mail
      const identity = identityOf(mail.key, round)
      const attachment = attachments.get(id) ?? null
      if (from) claimed.push({ id, round, identity, from, replyTo, to, subject, html, text, attachment, attempts, leasedUntil })
    }
    return claimed
  })
}

const NO_SENDER = 'neither the brand nor MAIL_FROM names a sender, and the brand has no host'

const selectDue = (tx: Tx, now: Date) =>
  tx
    .select()
    .from(mails)
    .where(
      and(
        ...[isNull(mails.sentAt), isNull(mails.failedAt), lte(mails.dueAt, now)],
        or(isNull(mails.leasedUntil), lt(mails.leasedUntil, now)),
      ),
    )
    .orderBy(sql`${mails.confidential} desc`, mails.dueAt)
    .limit(BATCH)
    .for('update', { skipLocked: true })

async function bury(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.update(mails).set({ failedAt: now, failure: 'abandoned', leasedUntil: null }).where(inArray(mails.id, ids))
}

async function readAttachments(tx: Tx, mailIds: string[]): Promise<Map<string, MailAttachment>> {
  if (mailIds.length === 0) return new Map()
  const rows = await tx.select().from(mailAttachments).where(inArray(mailAttachments.mailId, mailIds))
  return new Map(rows.flatMap(({ mailId, name, mediaType, body }) => (body ? [[mailId, { name, mediaType, body }]] : [])))
}

/** From whom the mails of these brands come, and who gets the answers. */
async function readSenders(tx: Tx, brandIds: string[]): Promise<Map<string, { from: string | null; replyTo: string | null }>> {
  if (brandIds.length === 0) return new Map()
  const host = sql<
    string | null
  >`(select h.host from ${brandHosts} h where h.brand_id = brands.id and h.verified_at is not null order by h.created_at, h.id limit 1)`
  const { id, productName, mailSender, supportEmail } = brands
  const rows = await tx.select({ id, productName, mailSender, supportEmail, host }).from(brands).where(inArray(brands.id, brandIds))
  const platform = mailSettings().MAIL_FROM
  return new Map(rows.map((brand) => [brand.id, { from: senderOf(brand, platform), replyTo: brand.supportEmail }]))
}

/** What a mail becomes that is tried again later. */
export const laterAgain = (attempts: number, now: Date, failure: (typeof mails.$inferSelect)['failure'], lastError: string) => ({
  ...{ attempts, failure, lastError, leasedUntil: null },
  dueAt: new Date(now.getTime() + retryAfterSeconds(attempts, Math.random()) * 1000),
})

/** Gives mails back that were claimed and not tried. */
export async function releaseMails(actor: SystemActor, list: Claimed[]): Promise<void> {
  const [first] = list
  if (!first) return
  const own = and(inArray(mails.id, idsOf(list)), isNull(mails.sentAt), eq(mails.leasedUntil, first.leasedUntil))
  await withActor(actor, (tx) =>
    tx
      .update(mails)
      .set({ leasedUntil: null, attempts: sql`${mails.attempts} - 1` })
      .where(own),
  )
}

const idsOf = (list: { id: string }[]): string[] => list.map(({ id }) => id)
