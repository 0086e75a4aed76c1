import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { brands, resellers, spaces } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { type AddReseller, addResellerSchema } from './schema'

type Platform = OperatorActor | SystemActor

/** Takes in a reseller and makes its default space (requirements G1). */
export function addReseller(actor: Platform, input: AddReseller): Promise<Result<{ resellerId: string; spaceId: string }, 'brand_taken'>> {
  const { ownsBrand, spaceName, spaceBytes, ...values } = addResellerSchema.parse(input)
  return withActor(actor, async (tx) => {
    const [row] = await tx.select({ resellerId: brands.resellerId }).from(brands).where(eq(brands.id, values.brandId)).for('update')
    const brand = found(row, 'brand')
    if (ownsBrand && brand.resellerId) return fail('brand_taken')
    const [reseller] = await tx.insert(resellers).values(values).returning({ id: resellers.id })
    const resellerId = found(reseller, 'reseller').id
    const [space] = await tx
      .insert(spaces)
      .values({ resellerId, name: spaceName, allocatedBytes: spaceBytes, isDefault: true })
      .returning({ id: spaces.id })
    if (ownsBrand) await tx.update(brands).set({ resellerId }).where(eq(brands.id, values.brandId))
    await audit(tx, actor, 'reseller.added', { kind: 'reseller', id: resellerId, name: values.name, resellerId })
    return ok({ resellerId, spaceId: found(space, 'space').id })
  })
}

/** Shuts a reseller out: its users cannot sign in, its sessions end, its agents are refused. Data stays (requirements G1). */
export function suspendReseller(actor: Platform, resellerId: string, now: Date): Promise<Result<void, 'already_suspended'>> {
  return setSuspension(actor, resellerId, now, 'already_suspended')
}

export function reactivateReseller(actor: Platform, resellerId: string): Promise<Result<void, 'not_suspended'>> {
  return setSuspension(actor, resellerId, null, 'not_suspended')
}

function setSuspension<Reason extends string>(actor: Platform, resellerId: string, suspendedAt: Date | null, unchanged: Reason) {
  return withActor(actor, async (tx): Promise<Result<void, Reason>> => {
    const [row] = await tx
      .select()
      .from(resellers)
      .where(eq(resellers.id, parseId(resellerId, 'reseller')))
      .for('update')
    const reseller = found(row, 'reseller')
    if ((reseller.suspendedAt === null) === (suspendedAt === null)) return fail(unchanged)
    await tx.update(resellers).set({ suspendedAt }).where(eq(resellers.id, resellerId))
    const action = suspendedAt ? 'reseller.suspended' : 'reseller.reactivated'
    await audit(tx, actor, action, { kind: 'reseller', id: resellerId, name: reseller.name, resellerId })
    return ok(undefined)
  })
}
