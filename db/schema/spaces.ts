import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, createdAt, id } from './columns'
import { ofSpaceWrittenByAccount } from './policies'
import { resellers } from './resellers'

/** A slice of the reseller's volume. Each reseller has one default space, also where spaces are never shown. */
export const spaces = pgTable(
  'spaces',
  {
    id: id(),
    resellerId: uuid('reseller_id')
      .notNull()
      .references(() => resellers.id),
    name: text('name').notNull(),
    allocatedBytes: bytes('allocated_bytes').notNull(),
    alertEmail: text('alert_email'),
    isDefault: boolean('is_default').notNull().default(false),
    createdAt: createdAt(),
  },
  (space) => [
    unique('spaces_scope').on(space.resellerId, space.id),
    uniqueIndex('spaces_name').on(space.resellerId, sql`lower(${space.name})`),
    uniqueIndex('spaces_default').on(space.resellerId).where(sql`${space.isDefault}`),
    check('spaces_allocated_bytes', sql`${space.allocatedBytes} between 0 and 9007199254740991`),
    ...ofSpaceWrittenByAccount('id'),
  ],
)
