import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns'
import { ofReseller } from './policies'

/** Who did what, to what, when and from where. Nobody is granted UPDATE or DELETE on it. */
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
  (event) => [index('audit_events_reseller').on(event.resellerId, event.id.desc()), ...ofReseller()],
)
