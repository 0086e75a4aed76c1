import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brands, resellers, spaces } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import type { addResellerSchema } from './schema'

type NewReseller = ReturnType<typeof addResellerSchema.parse>

/** Stores a reseller with its default space, within a command's transaction. Throws NotFoundError without such a brand. */
export async function insertReseller(
  tx: Tx,
  actor: OperatorActor | SystemActor,
  { ownsBrand, spaceName, spaceBytes, ...values }: NewReseller,
): Promise<Result<{ resellerId: string; spaceId: string }, 'brand_taken'>> {
  const isPortal = and(eq(brands.id, values.brandId), ne(brands.audience, 'operator'))
  const [row] = await tx.select({ ownerId: brands.resellerId }).from(brands).where(isPortal).for('update')
  if (found(row, 'brand').ownerId) return fail('brand_taken')
  // Who wants it alone must find nobody on it, also none of those who share it.
  if (ownsBrand && (await tx.$count(resellers, eq(resellers.brandId, values.brandId))) > 0) return fail('brand_taken')
  const [reseller] = await tx.insert(resellers).values(values).returning({ id: resellers.id })
  const resellerId = found(reseller, 'reseller').id
  const [space] = await tx
    .insert(spaces)
    .values({ resellerId, name: spaceName, allocatedBytes: spaceBytes, isDefault: true })
    .returning({ id: spaces.id })
  if (ownsBrand) await tx.update(brands).set({ resellerId }).where(eq(brands.id, values.brandId))
  const { product, pack, administrationOption, allocatedBytes } = values
  const subject = { kind: 'reseller' as const, id: resellerId, name: values.name, resellerId }
  await audit(tx, actor, 'reseller.added', subject, { product, pack, administrationOption, allocatedBytes })
  return ok({ resellerId, spaceId: found(space, 'space').id })
}
