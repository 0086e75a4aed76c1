import { eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { resellers, spaces } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { type AddSpace, addSpaceSchema } from './schema'

/** Adds a space. All allocations together never exceed the reseller's volume, also when two are added at once (requirements B4). */
export function addSpace(
  actor: OperatorActor | SystemActor,
  input: AddSpace,
): Promise<Result<{ spaceId: string }, 'volume_exceeded' | 'name_taken'>> {
  const values = addSpaceSchema.parse(input)
  return withActor(actor, async (tx) => {
    const [row] = await tx.select().from(resellers).where(eq(resellers.id, values.resellerId)).for('update')
    const reseller = found(row, 'reseller')
    const [sum] = await tx
      .select({ bytes: sql`coalesce(sum(${spaces.allocatedBytes}), 0)`.mapWith(Number) })
      .from(spaces)
      .where(eq(spaces.resellerId, reseller.id))
    if ((sum?.bytes ?? 0) + values.allocatedBytes > reseller.allocatedBytes) return fail('volume_exceeded')
    const [space] = await tx.insert(spaces).values(values).onConflictDoNothing().returning({ id: spaces.id })
    if (!space) return fail('name_taken')
    await audit(tx, actor, 'space.added', { kind: 'space', id: space.id, name: values.name, resellerId: reseller.id })
    return ok({ spaceId: space.id })
  })
}
