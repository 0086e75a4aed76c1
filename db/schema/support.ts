import { sql } from 'drizzle-orm'
import { foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, id, instant } from './columns'
import { ofReseller } from './policies'
import { resellers } from './resellers'
import { users } from './users'

/** The code that a user reads out to the support; a new one replaces it (requirements G3). */
export const supportCodes = pgTable(
  'support_codes',
  {
    userId: uuid('user_id').primaryKey(),
    resellerId: uuid('reseller_id').notNull(),
    codeHash: bytea('code_hash').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (code) => [
    uniqueIndex('support_codes_hash').on(code.codeHash),
    foreignKey({
      columns: [code.resellerId, code.userId],
      foreignColumns: [users.resellerId, users.id],
      name: 'support_codes_user',
    }).onDelete('cascade'),
    ...ofReseller(),
  ],
)

/** One look of an operator into an account: who let whom in, until when, and who ended it. Names stay when the users are gone. */
export const supportAccesses = pgTable(
  'support_accesses',
  {
    id: id(),
    resellerId: uuid('reseller_id')
      .notNull()
      .references(() => resellers.id),
    operatorUserId: uuid('operator_user_id').notNull(),
    operatorName: text('operator_name').notNull(),
    // The operator's session in the console; what ends it ends this too. Null: opened from the command line.
    operatorSessionId: uuid('operator_session_id'),
    grantedByUserId: uuid('granted_by_user_id').notNull(),
    grantedByName: text('granted_by_name').notNull(),
    openedAt: instant('opened_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    endedByName: text('ended_by_name'),
    // The one-time link from the console to the account's host; gone once it was followed.
    linkHash: bytea('link_hash'),
    linkExpiresAt: instant('link_expires_at'),
    enteredAt: instant('entered_at'),
  },
  (access) => [
    unique('support_accesses_scope').on(access.resellerId, access.id),
    uniqueIndex('support_accesses_link').on(access.linkHash),
    index('support_accesses_open').on(access.resellerId, access.expiresAt).where(sql`${access.endedAt} is null`),
    index('support_accesses_operator').on(access.operatorUserId, access.id),
    ...ofReseller(),
  ],
)
