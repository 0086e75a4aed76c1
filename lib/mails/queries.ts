import { and, count, desc, eq, ilike, isNotNull, isNull, lt, lte, min, or, type SQL, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { mailAttachments, mails, resellers } from '@/db/schema'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { containing } from '@/lib/like'
import { worthAnotherTry } from './dead'
import { canResendMails } from './policy'
import type { ListMails } from './schema'
import { mailProvider, mailSettings } from './settings'
import { type MailState, mailState } from './state'
import type { MailDetail, MailPage, MailRow, Outbox } from './types'

const PAGE = 50
/** Mails that should have left so long ago show that nobody sends them. */
const LATE_MINUTES = 10

const undelivered = or(isNotNull(mails.failedAt), isNotNull(mails.bouncedAt), isNotNull(mails.complainedAt))
const open = and(isNull(mails.sentAt), isNull(mails.failedAt))
const calm = and(isNull(mails.bouncedAt), isNull(mails.complainedAt))

/** The rule of state.ts as conditions. */
const IN_STATE: Record<MailState | 'undelivered', SQL | undefined> = {
  undelivered,
  complained: isNotNull(mails.complainedAt),
  bounced: and(isNotNull(mails.bouncedAt), isNull(mails.complainedAt)),
  failed: and(isNotNull(mails.failedAt), calm),
  delivered: and(isNotNull(mails.deliveredAt), isNull(mails.failedAt), calm),
  sent: and(isNotNull(mails.sentAt), isNull(mails.deliveredAt), calm),
  retrying: and(open, isNotNull(mails.failure)),
  queued: and(open, isNull(mails.failure)),
}

const columns = {
  id: mails.id,
  kind: mails.kind,
  recipient: mails.recipient,
  subject: mails.subject,
  confidential: mails.confidential,
  resellerName: resellers.name,
  createdAt: mails.createdAt,
  dueAt: mails.dueAt,
  attempts: mails.attempts,
  failure: mails.failure,
  lastError: mails.lastError,
  sentAt: mails.sentAt,
  failedAt: mails.failedAt,
  deliveredAt: mails.deliveredAt,
  bouncedAt: mails.bouncedAt,
  complainedAt: mails.complainedAt,
}

/**
 * The mails of the actor's spaces, the newest first, a page at a time (requirements E5); an operator sees those of all resellers and
 * the platform's own. `search` looks into recipient and subject, case-insensitively.
 */
export function listMails(actor: UserActor | OperatorActor, input: ListMails): Promise<MailPage> {
  return withActor(actor, async (tx) => {
    const rows = await tx
      .select(columns)
      .from(mails)
      .leftJoin(resellers, eq(resellers.id, mails.resellerId))
      .where(
        and(
          matching(input.search),
          input.state ? IN_STATE[input.state] : undefined,
          input.before ? lt(mails.id, input.before) : undefined,
          actor.kind === 'user' ? eq(mails.resellerId, actor.resellerId) : undefined,
        ),
      )
      .orderBy(desc(mails.id))
      .limit(PAGE + 1)
    const shown = rows.slice(0, PAGE).map((row) => rowFor(actor, row))
    return { mails: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null }
  })
}

/**
 * One mail with its text. A secret's text is for nobody but its recipient, and a reseller's is not for the platform's operator
 * (requirements G3). Throws NotFoundError outside the actor's scope.
 */
export function getMail(actor: UserActor | OperatorActor, mailId: string): Promise<MailDetail> {
  return withActor(actor, async (tx) => {
    const { sender, replyTo, provider, providerId, locale, html, text, resellerId, key } = mails
    const [row] = await tx
      .select({
        ...{ ...columns, sender, replyTo, provider, providerId, locale, html, text, resellerId, key },
        ...{ fileName: mailAttachments.name, fileBytes: mailAttachments.byteCount },
        isFileForgotten: sql<boolean>`${mailAttachments.mailId} is not null and ${mailAttachments.body} is null`,
      })
      .from(mails)
      .leftJoin(mailAttachments, eq(mailAttachments.mailId, mails.id))
      .leftJoin(resellers, eq(resellers.id, mails.resellerId))
      .where(eq(mails.id, parseId(mailId, 'mail')))
    const mail = found(row, 'mail')
    const hidden = mail.confidential ? ('secret' as const) : actor.kind === 'operator' && mail.resellerId ? ('reseller' as const) : null
    const { sender: from, html: body, text: plain } = mail
    const state = mailState(mail)
    const isForgotten = mail.html === '' || mail.isFileForgotten
    return {
      ...rowFor(actor, mail),
      ...{ from, replyTo: mail.replyTo, provider: mail.provider, locale: mail.locale },
      content: hidden ? { hidden } : { hidden: null, html: body, text: plain },
      attachment: mail.fileName !== null && mail.fileBytes !== null ? { name: mail.fileName, byteCount: mail.fileBytes } : null,
      canSendAgain: canResendMails(actor) && (state === 'failed' || state === 'bounced') && mail.failure !== 'invalid' && !isForgotten,
    }
  })
}

/** How the outbox stands, for whoever runs the platform. */
export function getOutbox(actor: OperatorActor, now: Date): Promise<Outbox> {
  return withActor(actor, async (tx) => {
    const late = new Date(now.getTime() - LATE_MINUTES * 60_000)
    const [[waiting], [dead]] = await Promise.all([
      tx
        .select({ count: count(), late: sql<number>`count(*) filter (where ${lte(mails.dueAt, late)})::int`, since: min(mails.dueAt) })
        .from(mails)
        .where(open),
      tx.select({ count: count() }).from(mails).where(worthAnotherTry(now)),
    ])
    return {
      provider: mailProvider(mailSettings()),
      waiting: waiting?.count ?? 0,
      late: waiting?.late ?? 0,
      waitingSince: waiting?.since ?? null,
      dead: dead?.count ?? 0,
    }
  })
}

type Row = Omit<MailRow, 'state' | 'detail'> & Parameters<typeof mailState>[0] & { lastError: string | null }

/** What a server said of the recipient's address is for all; how our own way out is broken, for the operator alone. */
function rowFor(actor: UserActor | OperatorActor, row: Row): MailRow {
  const state = mailState(row)
  const isOfRecipient = state === 'bounced' || state === 'complained' || row.failure === 'refused'
  const { id, kind, recipient, subject, confidential, resellerName, createdAt, dueAt, attempts, failure, sentAt } = row
  return {
    ...{ id, kind, recipient, subject, confidential, resellerName, createdAt, dueAt, attempts, failure, sentAt, state },
    detail: isOfRecipient || actor.kind === 'operator' ? row.lastError : null,
  }
}

function matching(search: string): SQL | undefined {
  if (!search) return undefined
  const pattern = containing(search)
  return or(ilike(mails.recipient, pattern), ilike(mails.subject, pattern))
}
