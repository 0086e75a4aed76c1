import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { brands, mailAttachments, mails } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { emailAddress } from '@/lib/text'
import { worthAnotherTry } from './dead'
import { headerLine } from './escape'
import { LEFT } from './left'
import { canResendMails } from './policy'
import { renderMail } from './render'
import type { DeliveryReport } from './resend-events'
import { mailState } from './state'
import type { NewMail } from './types'

const SUBJECT_LENGTH = 200
const KEPT_DAYS = 400
/** So long a mail that left may still come back and be sent again with its file. */
const ATTACHMENT_DAYS = 7
const DAY = 86_400_000

/**
 * Puts a mail into the outbox, in the transaction of what it tells: sent if that is stored, and once (requirements E5). Control
 * characters in what would become a header are dropped. An address that is none makes a dead letter, and fails nothing.
 */
export async function queueMail(tx: Tx, mail: NewMail): Promise<void> {
  const { content, to, attachment, ...row } = mail
  const [brand] = await tx.select().from(brands).where(eq(brands.id, mail.brandId))
  const rendered = renderMail({ ...found(brand, 'brand'), logoUrl: null }, mail.locale, content)
  const recipient = headerLine(to, 320)
  const isAddress = emailAddress.safeParse(recipient).success
  const [queued] = await tx
    .insert(mails)
    .values({
      ...{ ...row, ...rendered, recipient, subject: headerLine(content.subject, SUBJECT_LENGTH) },
      ...(!isAddress && { failedAt: sql`now()`, failure: 'invalid' as const }),
    })
    .onConflictDoNothing()
    .returning({ id: mails.id })
  if (!queued || !attachment) return
  const { mediaType, body } = attachment
  const name = headerLine(attachment.name, SUBJECT_LENGTH)
  await tx.insert(mailAttachments).values({ mailId: queued.id, name, mediaType, byteCount: body.length, body })
}

type ResendFailure = 'not_failed' | 'invalid_address' | 'forgotten'

/**
 * Sends a mail again that did not leave or came back. What came back leaves as a new message; what never left, under its old identity.
 * What was forgotten, a secret or a file, cannot be sent again. Throws NotFoundError, ForbiddenError.
 */
export function resendMail(actor: UserActor | OperatorActor, mailId: string, now: Date): Promise<Result<void, ResendFailure>> {
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select()
      .from(mails)
      .where(eq(mails.id, parseId(mailId, 'mail')))
      .for('update')
    const mail = found(row, 'mail')
    allow(canResendMails(actor))
    const state = mailState(mail)
    if (state !== 'failed' && state !== 'bounced') return fail('not_failed')
    if (mail.failure === 'invalid') return fail('invalid_address')
    if (mail.html === '' || (await hasForgottenFile(tx, mail.id))) return fail('forgotten')
    const round = state === 'bounced' ? mail.round + 1 : mail.round
    await tx
      .update(mails)
      .set({ ...AFRESH, round, dueAt: now })
      .where(eq(mails.id, mail.id))
    const { id, subject: name, resellerId } = mail
    await audit(tx, actor, 'mail.resent', { kind: 'mail', id, name, resellerId }, { recipient: mail.recipient })
    return ok(undefined)
  })
}

async function hasForgottenFile(tx: Tx, mailId: string): Promise<boolean> {
  const forgotten = and(eq(mailAttachments.mailId, mailId), isNull(mailAttachments.body))
  return (await tx.$count(mailAttachments, forgotten)) > 0
}

/** Queues the dead letters of the last days again, of all resellers: for the day after a provider was away. Answers how many. */
export function resendDeadMails(actor: OperatorActor, now: Date): Promise<number> {
  return withActor(actor, async (tx) => {
    const resent = await tx
      .update(mails)
      .set({ ...AFRESH, dueAt: now })
      .where(worthAnotherTry(now))
      .returning({ id: mails.id })
    await audit(
      tx,
      actor,
      'mail.all_resent',
      { kind: 'brand', id: actor.brandId, name: 'mails', resellerId: null },
      { mails: resent.length },
    )
    return resent.length
  })
}

const AFRESH = {
  ...{ attempts: 0, leasedUntil: null, sentAt: null, failedAt: null, failure: null, lastError: null },
  ...{ sender: null, replyTo: null, provider: null, providerId: null, deliveredAt: null, bouncedAt: null },
}

/**
 * Notes what a provider reports of a mail, as often as it does; what names no mail of ours is nothing. A mail whose sending was never
 * written down, since its worker died, is known by its tag, and need not be sent again.
 */
export function recordDelivery(actor: SystemActor, report: DeliveryReport, now: Date): Promise<'noted' | 'unknown'> {
  const { providerId, tag, event, detail } = report
  const isKnown = eq(mails.providerId, providerId)
  const isTagged = tag && and(isNull(mails.providerId), eq(mails.id, tag.mailId), eq(mails.round, tag.round))
  return withActor(actor, async (tx) => {
    const noted = await tx
      .update(mails)
      .set({
        ...LEFT,
        ...{ sentAt: sql`coalesce(${mails.sentAt}, ${now.toISOString()})`, provider: 'resend', providerId },
        ...(event === 'delivered' && { deliveredAt: now }),
        ...(event === 'complained' && { complainedAt: now }),
        ...(event === 'undelivered' && { bouncedAt: now, lastError: detail?.slice(0, 500) ?? null }),
      })
      .where(isTagged ? or(isKnown, isTagged) : isKnown)
      .returning({ id: mails.id })
    return noted.length > 0 ? 'noted' : 'unknown'
  })
}

/**
 * Deletes mails of more than a year ago that need nothing any more; a key may be used again after that. Files of mails that left a week
 * ago go before. Answers how many mails.
 */
export function forgetOldMails(actor: SystemActor, now: Date): Promise<number> {
  return withActor(actor, async (tx) => {
    const left = lt(mails.sentAt, new Date(now.getTime() - ATTACHMENT_DAYS * DAY))
    const sent = tx.select({ id: mails.id }).from(mails).where(left)
    await tx
      .update(mailAttachments)
      .set({ body: null })
      .where(and(isNotNull(mailAttachments.body), inArray(mailAttachments.mailId, sent)))
    const ended = or(isNotNull(mails.sentAt), isNotNull(mails.failedAt))
    const old = lt(mails.createdAt, new Date(now.getTime() - KEPT_DAYS * DAY))
    const gone = await tx.delete(mails).where(and(ended, old)).returning({ id: mails.id })
    return gone.length
  })
}
