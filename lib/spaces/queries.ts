import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { spaces } from '@/db/schema'
import { alphabetical } from '@/lib/alphabetical'
import type { Actor } from '@/lib/auth/types'

export type SpaceSummary = { id: string; name: string; isDefault: boolean }

/** A reseller's spaces that the actor sees, by name. */
export function listSpaces(actor: Actor, resellerId: string): Promise<SpaceSummary[]> {
  return withActor(actor, (tx) =>
    tx
      .select({ id: spaces.id, name: spaces.name, isDefault: spaces.isDefault })
      .from(spaces)
      .where(eq(spaces.resellerId, resellerId))
      .orderBy(alphabetical(spaces.name)),
  )
}
