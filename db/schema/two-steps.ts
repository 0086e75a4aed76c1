import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns'
import { ofAccount, ofPlatform } from './policies'
import { users } from './users'

/** The authenticator of a user who signs in in two steps. An administrator sees that there is one, and may take it away. */
export const secondFactors = pgTable(
  'second_factors',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    resellerId: uuid('reseller_id'),
    secretSealed: text('secret_sealed').notNull(),
    // The time step of the last code that was taken: no code of it or of an earlier one counts again.
    lastStep: bigint('last_step', { mode: 'number' }).notNull(),
    failures: integer('failures').notNull().default(0),
    lockedUntil: instant('locked_until'),
    activatedAt: instant('activated_at').notNull(),
  },
  (factor) => [
    foreignKey({
      columns: [factor.resellerId, factor.userId],
      foreignColumns: [users.resellerId, users.id],
      name: 'second_factors_user',
    }).onDelete('cascade'),
    check('second_factors_failures', sql`${factor.failures} >= 0`),
    ...ofAccount(),
  ],
)

/** Codes of one use for who has lost the authenticator: 60 random bits each, kept as SHA-256. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => secondFactors.userId, { onDelete: 'cascade' }),
    codeHash: bytea('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (code) => [primaryKey({ columns: [code.userId, code.codeHash] }), ...ofPlatform()],
)
