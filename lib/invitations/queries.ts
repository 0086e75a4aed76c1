import { and, eq, isNull } from 'drizzle-orm'
import { type Tx, withSystem } from '@/db/client'
import { invitations, resellers, users } from '@/db/schema'
import type { Brand } from '@/lib/hosts/types'
import { hashInvitationToken } from './token'
import type { Invitation } from './types'

/** What the page of a link shows to whoever holds it; null for one that leads to nothing on this brand's host (any more). */
export async function findInvitation(brand: Brand, token: string, now: Date): Promise<Invitation | null> {
  const known = await withSystem('invitation', (tx) => invitationOf(tx, brand, token, now))
  if (!known) return null
  const { tokenHash: _, ...shown } = known
  return shown
}

/** As findInvitation, within a transaction that sees all rows. */
export async function invitationOf(tx: Tx, brand: Brand, token: string, now: Date): Promise<(Invitation & { tokenHash: Buffer }) | null> {
  const tokenHash = hashInvitationToken(token)
  if (!tokenHash) return null
  const [row] = await tx
    .select({
      userName: users.userName,
      displayName: users.displayName,
      accountName: resellers.name,
      timeZone: resellers.timeZone,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .innerJoin(resellers, eq(resellers.id, users.resellerId))
    .where(
      and(eq(invitations.tokenHash, tokenHash), eq(users.brandId, brand.id), isNull(users.passwordHash), isNull(resellers.suspendedAt)),
    )
  if (!row) return null
  return { ...row, tokenHash, state: row.expiresAt > now ? 'open' : 'expired' }
}
