import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns'
import { ofWholeReseller } from './policies'

/** Who did what, to what, when and from where. Nobody is granted UPDATE or DELETE on it, and triggers refuse both to its owner. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: id(),
    resellerId: uuid('reseller_id'),
    at: instant('at').notNull().defaultNow(),
    actorKind: text('actor_kind', { enum: ['user', 'machine', 'operator', 'system'] }).notNull(),
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id'),
    subjectName: text('subject_name').notNull(),
    address: text('address'),
    /** The space that a user saw the portal as; outlives the space. */
    actingSpaceId: uuid('acting_space_id'),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
  },
  // Each way of reading goes by one index backwards, however long the log has grown.
  (event) => [
    index('audit_events_reseller').on(event.resellerId, event.at, event.id),
    index('audit_events_reseller_action').on(event.resellerId, event.action, event.at, event.id),
    index('audit_events_at').on(event.at, event.id),
    index('audit_events_action').on(event.action, event.at, event.id),
    index('audit_events_actor').on(event.actorId, event.at, event.id),
    index('audit_events_subject').on(event.subjectId, event.at, event.id),
    index('audit_events_text').using('gin', sql`${event.actorName} gin_trgm_ops`, sql`${event.subjectName} gin_trgm_ops`),
    ...ofWholeReseller(),
  ],
)
