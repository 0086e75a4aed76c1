import { foreignKey, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, instant } from './columns'
import { ofAccount } from './policies'
import { users } from './users'

/** The one open invitation of a user who has no password yet; the link's token is kept as its SHA-256 alone (requirements B1). */
export const invitations = pgTable(
  'invitations',
  {
    userId: uuid('user_id').primaryKey(),
    resellerId: uuid('reseller_id').notNull(),
    tokenHash: bytea('token_hash').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
  },
  (invitation) => [
    uniqueIndex('invitations_token_hash').on(invitation.tokenHash),
    foreignKey({
      columns: [invitation.resellerId, invitation.userId],
      foreignColumns: [users.resellerId, users.id],
      name: 'invitations_user',
    }).onDelete('cascade'),
    ...ofAccount(),
  ],
)
