import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { brands } from './brands'
import { createdAt, id, instant } from './columns'
import { ofReseller, ofSpaceWrittenByAccount } from './policies'
import { resellers } from './resellers'
import { spaces } from './spaces'

export const users = pgTable(
  'users',
  {
    id: id(),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id),
    resellerId: uuid('reseller_id'),
    userName: text('user_name').notNull(),
    displayName: text('display_name').notNull(),
    email: text('email').notNull(),
    /** Null until the invited has set one. */
    passwordHash: text('password_hash'),
    locale: text('locale', { enum: ['fr', 'en'] }),
    role: text('role', { enum: ['operator', 'administrator', 'member'] }).notNull(),
    canManageKits: boolean('can_manage_kits').notNull().default(false),
    canConfigure: boolean('can_configure').notNull().default(false),
    canRestore: boolean('can_restore').notNull().default(false),
    canComment: boolean('can_comment').notNull().default(false),
    createdAt: createdAt(),
    lastSignInAt: instant('last_sign_in_at'),
  },
  (user) => [
    uniqueIndex('users_user_name').on(user.brandId, sql`lower(${user.userName})`),
    unique('users_scope').on(user.resellerId, user.id),
    // A user belongs to the brand of its reseller, and only an operator to no reseller.
    foreignKey({ columns: [user.resellerId, user.brandId], foreignColumns: [resellers.id, resellers.brandId], name: 'users_reseller' }),
    check('users_operator', sql`(${user.role} = 'operator') = (${user.resellerId} is null)`),
    ...ofReseller(),
  ],
)

/** The spaces that a member sees; an administrator sees all without a row here. */
export const userSpaces = pgTable(
  'user_spaces',
  {
    resellerId: uuid('reseller_id').notNull(),
    userId: uuid('user_id').notNull(),
    spaceId: uuid('space_id').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.userId, row.spaceId] }),
    index('user_spaces_space').on(row.resellerId, row.spaceId),
    foreignKey({ columns: [row.resellerId, row.userId], foreignColumns: [users.resellerId, users.id], name: 'user_spaces_user' }).onDelete(
      'cascade',
    ),
    foreignKey({
      columns: [row.resellerId, row.spaceId],
      foreignColumns: [spaces.resellerId, spaces.id],
      name: 'user_spaces_space',
    }).onDelete('cascade'),
    ...ofSpaceWrittenByAccount(),
  ],
)

/** One signed-in browser. The cookie only names it: what it may do is read from here at each request. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id),
    resellerId: uuid('reseller_id'),
    address: text('address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    // To the minute, with the address above: where and when the browser was heard of last.
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** The space that the user sees the portal as (requirements B5). Its name stays when the space is deleted, to say so. */
    actingSpaceId: uuid('acting_space_id'),
    actingSpaceName: text('acting_space_name'),
    // An operator's look into this account, opened by the account's code (requirements G3).
    supportAccessId: uuid('support_access_id'),
  },
  (session) => [
    index('sessions_user').on(session.userId),
    index('sessions_expires_at').on(session.expiresAt),
    index('sessions_acting_space').on(session.actingSpaceId).where(sql`${session.actingSpaceId} is not null`),
    // The migration sets null the space alone, which this cannot say.
    foreignKey({
      columns: [session.resellerId, session.actingSpaceId],
      foreignColumns: [spaces.resellerId, spaces.id],
      name: 'sessions_acting_space',
    }).onDelete('set null'),
    ...ofReseller(),
  ],
)
