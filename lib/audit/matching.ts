import { and, eq, gte, ilike, or, type SQL, sql } from 'drizzle-orm'
import { auditEvents } from '@/db/schema'
import { beginning, containing } from '@/lib/like'
import type { AuditReader } from './policy'
import { type AuditFilter, actorKinds } from './schema'

/** Whose events: the actor's account's, or for the platform those of one account or all. */
export const scopeOf = (actor: AuditReader, filter: AuditFilter): SQL | undefined => {
  const resellerId = actor.kind === 'user' ? actor.resellerId : filter.resellerId
  return resellerId ? eq(auditEvents.resellerId, resellerId) : undefined
}

/** A filter as a condition on the log. Whole days of the time zone. */
export function matching(filter: AuditFilter, timeZone: string): SQL | undefined {
  const { period, person, before } = filter
  const kind = actorKinds.find((each) => each === person)
  return and(
    gte(auditEvents.at, sql`${period.from}::date::timestamp at time zone ${timeZone}`),
    sql`${auditEvents.at} < (${period.to}::date + 1)::timestamp at time zone ${timeZone}`,
    // A row comparison with a scalar on each side goes by the index; the cursor's own time is finer than a Date.
    before
      ? sql`(${auditEvents.at}, ${auditEvents.id}) < ((select at from audit_events where id = ${before}), ${before}::uuid)`
      : undefined,
    person ? (kind ? eq(auditEvents.actorKind, kind) : eq(auditEvents.actorId, person)) : undefined,
    filter.action ? eq(auditEvents.action, filter.action) : undefined,
    filter.subjectKind ? eq(auditEvents.subjectKind, filter.subjectKind) : undefined,
    filter.subjectId ? eq(auditEvents.subjectId, filter.subjectId) : undefined,
    filter.text ? matchingText(filter.text) : undefined,
  )
}

/** Parts of the names of who and what; what reads as an address also the address, from its beginning on. */
function matchingText(text: string): SQL | undefined {
  const part = containing(text)
  return or(
    ilike(auditEvents.actorName, part),
    ilike(auditEvents.subjectName, part),
    /^[\da-f]*[.:][\da-f.:]*$/i.test(text) ? ilike(auditEvents.address, beginning(text)) : undefined,
  )
}
