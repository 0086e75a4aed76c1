import { boolean, index, integer, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { brands } from './brands'
import { bytea, createdAt, id, instant } from './columns'
import { ofPlatform, ofUserOfAccount } from './policies'
import { users } from './users'

/**
 * Passwords tried and resets asked for, of the last quarter of an hour. The keys are keyed hashes: of an account, which may not
 * exist, and of a network address. What people type as their name is sometimes their password.
 */
export const attempts = pgTable(
  'attempts',
  {
    id: id(),
    accountKey: bytea('account_key').notNull(),
    addressKey: bytea('address_key'),
    at: instant('at').notNull(),
    // False while the password is being looked at: it counts as failed until it is known not to be.
    settled: boolean('settled').notNull().default(false),
  },
  (attempt) => [
    index('attempts_account').on(attempt.accountKey, attempt.at.desc()),
    index('attempts_address').on(attempt.addressKey, attempt.at.desc()),
    index('attempts_at').on(attempt.at),
    ...ofPlatform(),
  ],
)

/** A sign-in whose password was right and whose code is still to come. */
export const signInChallenges = pgTable(
  'sign_in_challenges',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id),
    failures: integer('failures').notNull().default(0),
    expiresAt: instant('expires_at').notNull(),
  },
  (challenge) => [
    index('sign_in_challenges_user').on(challenge.userId),
    index('sign_in_challenges_expires_at').on(challenge.expiresAt),
    ...ofUserOfAccount(),
  ],
)

/** A link to a new password, sent by mail. Only the token's SHA-256 is kept; it ends by use, by age, or by a newer one. */
export const passwordResets = pgTable(
  'password_resets',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    tokenHash: bytea('token_hash').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (reset) => [
    uniqueIndex('password_resets_token').on(reset.tokenHash),
    index('password_resets_user').on(reset.userId, reset.createdAt.desc()),
    index('password_resets_expires_at').on(reset.expiresAt),
    ...ofUserOfAccount(),
  ],
)
