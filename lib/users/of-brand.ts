import { asc, eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { resellers, secondFactors, users } from '@/db/schema'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'

/** A user as the platform knows it; `resellerName` null for an operator. */
export type UserOfBrand = {
  id: string
  userName: string
  email: string
  role: 'operator' | 'administrator' | 'member'
  resellerName: string | null
  isInvited: boolean
  twoSteps: boolean
}

/** Whoever signs in on the hosts of a brand, for the platform: several resellers may share it. */
export function listUsersOfBrand(actor: OperatorActor | SystemActor, brandId: string): Promise<UserOfBrand[]> {
  const { id, userName, email, role, passwordHash } = users
  return withActor(actor, (tx) =>
    tx
      .select({
        ...{ id, userName, email, role },
        resellerName: resellers.name,
        isInvited: sql<boolean>`${passwordHash} is null`,
        twoSteps: sql<boolean>`${secondFactors.userId} is not null`,
      })
      .from(users)
      .leftJoin(resellers, eq(resellers.id, users.resellerId))
      .leftJoin(secondFactors, eq(secondFactors.userId, id))
      .where(eq(users.brandId, brandId))
      .orderBy(asc(sql`lower(${userName})`)),
  )
}
