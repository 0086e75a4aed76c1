import { withActor } from '@/db/client'
import { brands } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, ok, type Result } from '@/lib/errors'
import { type AddBrand, addBrandSchema } from './schema'

/** Adds a platform brand: one that belongs to no reseller yet (requirements A1, G1). */
export function addBrand(actor: OperatorActor | SystemActor, input: AddBrand): Promise<Result<{ brandId: string }, 'slug_taken'>> {
  const values = addBrandSchema.parse(input)
  return withActor(actor, async (tx) => {
    const [brand] = await tx.insert(brands).values(values).onConflictDoNothing().returning({ id: brands.id })
    if (!brand) return fail('slug_taken')
    await audit(tx, actor, 'brand.added', { kind: 'brand', id: brand.id, name: values.productName, resellerId: null })
    return ok({ brandId: brand.id })
  })
}
