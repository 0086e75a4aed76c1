import { and, desc, eq, isNull, type SQL } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { auditEvents, resellers, spaces, users } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import { allow } from '@/lib/errors'
import { matching, scopeOf } from './matching'
import { type AuditReader, canReadAudit } from './policy'
import { type AuditFilter, actorKinds } from './schema'
import type { AuditChoices, AuditEntry, AuditPage } from './types'

export const AUDIT_PER_PAGE = 100
const BATCH = 1_000
const MOST_PEOPLE = 500

/** A page of what was done, newest first: in the actor's account, or for an operator everywhere. Throws ForbiddenError. */
export function listAudit(actor: AuditReader, filter: AuditFilter, timeZone: string, limit = AUDIT_PER_PAGE): Promise<AuditPage> {
  return withActor(actor, async (tx) => {
    allow(canReadAudit(actor))
    const rows = await tx
      .select({
        id: auditEvents.id,
        at: auditEvents.at,
        actorKind: auditEvents.actorKind,
        actorId: auditEvents.actorId,
        actorName: auditEvents.actorName,
        action: auditEvents.action,
        subjectKind: auditEvents.subjectKind,
        subjectId: auditEvents.subjectId,
        subjectName: auditEvents.subjectName,
        address: auditEvents.address,
        detail: auditEvents.detail,
        resellerId: auditEvents.resellerId,
        resellerName: resellers.name,
        actingSpaceId: auditEvents.actingSpaceId,
        actingSpaceName: spaces.name,
      })
      .from(auditEvents)
      .leftJoin(resellers, eq(resellers.id, auditEvents.resellerId))
      .leftJoin(spaces, and(eq(spaces.resellerId, auditEvents.resellerId), eq(spaces.id, auditEvents.actingSpaceId)))
      .where(and(scopeOf(actor, filter), matching(filter, timeZone)))
      .orderBy(desc(auditEvents.at), desc(auditEvents.id))
      .limit(limit + 1)
    const entries = rows.slice(0, limit).map(({ actingSpaceId, actingSpaceName, ...event }) => ({
      ...event,
      acting: actingSpaceId ? { spaceName: actingSpaceName } : null,
    }))
    return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null }
  })
}

/** All that matches, in batches, so that a file of any length takes no more memory than one of them. */
export async function* eachAuditBatch(actor: AuditReader, filter: AuditFilter, timeZone: string): AsyncGenerator<AuditEntry[]> {
  for (let before = filter.before; ; ) {
    const { entries, next } = await listAudit(actor, { ...filter, before }, timeZone, BATCH)
    yield entries
    if (!next) return
    before = next
  }
}

/** What the filters offer, and the names of what they hold. Throws ForbiddenError. */
export function listAuditChoices(actor: AuditReader, filter: AuditFilter): Promise<AuditChoices> {
  return withActor(actor, async (tx) => {
    allow(canReadAudit(actor))
    const isPerson = filter.person !== null && !actorKinds.some((kind) => kind === filter.person)
    const [people, person, subject, reseller] = await Promise.all([
      listPeople(tx, actor),
      isPerson ? namesIn(tx, actor, eq(auditEvents.actorId, filter.person ?? '')) : undefined,
      filter.subjectId ? namesIn(tx, actor, eq(auditEvents.subjectId, filter.subjectId)) : undefined,
      filter.resellerId ? tx.select({ name: resellers.name }).from(resellers).where(eq(resellers.id, filter.resellerId)) : [],
    ])
    return {
      people,
      chosenPerson: person?.person ?? null,
      chosenSubject: subject?.subject ?? null,
      chosenReseller: reseller[0]?.name ?? null,
    }
  })
}

const listPeople = (tx: Tx, actor: AuditReader) =>
  tx
    .select({ id: users.id, name: users.userName })
    .from(users)
    .where(actor.kind === 'user' ? eq(users.resellerId, actor.resellerId) : isNull(users.resellerId))
    .orderBy(alphabetical(users.userName))
    .limit(MOST_PEOPLE)

/** The names that the latest matching event bears, also when the user or the thing is gone. */
async function namesIn(tx: Tx, actor: AuditReader, which: SQL): Promise<{ person: string; subject: string } | undefined> {
  const [row] = await tx
    .select({ person: auditEvents.actorName, subject: auditEvents.subjectName })
    .from(auditEvents)
    .where(and(actor.kind === 'user' ? eq(auditEvents.resellerId, actor.resellerId) : undefined, which))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1)
  return row
}
