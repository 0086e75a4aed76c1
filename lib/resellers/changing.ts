import { eq, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { brands, machines, resellers, spaces, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { hasAdministration } from '@/lib/auth/account'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { type Consequence, consequencesOf, type Holding } from './product-change'
import { resellerVersion } from './queries'
import { type ResellerTerms, type UpdateReseller, updateResellerSchema } from './schema'

export type UpdateResellerResult =
  | { ok: true }
  | { ok: false; reason: 'changed_meanwhile' }
  /** In bytes, what the volume must not go below. */
  | { ok: false; reason: 'volume_below_spaces' | 'volume_below_used'; leastBytes: number }
  | { ok: false; reason: 'needs_confirmation'; consequences: Consequence[] }

/** Kiwi Online keeps 90 days, whatever is asked (requirements D5). */
const ONLINE_RETENTION_DAYS = 90

/**
 * Changes what is agreed on with a reseller (requirements G1). The volume never goes below what its spaces have been given; where there
 * is no Administration and one space, that space follows the volume, but not below what is used. A change of product that touches what
 * is there asks for confirmation first, and strands nothing. Throws NotFoundError.
 */
export function updateReseller(actor: OperatorActor | SystemActor, input: UpdateReseller): Promise<UpdateResellerResult> {
  const { resellerId, version, confirmed, ...terms } = updateResellerSchema.parse(input)
  return withActor(actor, async (tx): Promise<UpdateResellerResult> => {
    const reseller = await lock(tx, resellerId)
    if (reseller.version !== version) return { ok: false, reason: 'changed_meanwhile' }
    const volume = await volumeOf(tx, reseller.id)
    const follows = !hasAdministration(terms) && volume.spaces === 1
    if (!follows && terms.allocatedBytes < volume.sharedBytes) {
      return { ok: false, reason: 'volume_below_spaces', leastBytes: volume.sharedBytes }
    }
    if (follows && terms.allocatedBytes < reseller.allocatedBytes && terms.allocatedBytes < volume.usedBytes) {
      return { ok: false, reason: 'volume_below_used', leastBytes: volume.usedBytes }
    }
    const consequences = consequencesOf(reseller, terms, await holdingOf(tx, reseller, volume.spaces))
    if (consequences.length > 0 && !confirmed) return { ok: false, reason: 'needs_confirmation', consequences }

    await tx.update(resellers).set(terms).where(eq(resellers.id, reseller.id))
    if (follows) await tx.update(spaces).set({ allocatedBytes: terms.allocatedBytes }).where(eq(spaces.resellerId, reseller.id))
    const subject = { kind: 'reseller' as const, id: reseller.id, name: terms.name, resellerId: reseller.id }
    await audit(tx, actor, 'reseller.updated', subject, differences(reseller, terms))
    return { ok: true }
  })
}

type Locked = ResellerTerms & { id: string; brandId: string; version: string }

async function lock(tx: Tx, resellerId: string): Promise<Locked> {
  const { id, brandId, name, product, pack, administrationOption, allocatedBytes, alertEmail, locale, timeZone } = resellers
  const [row] = await tx
    .select({
      ...{ id, brandId, name, product, pack, administrationOption, allocatedBytes, alertEmail, locale, timeZone },
      version: resellerVersion,
    })
    .from(resellers)
    .where(eq(id, parseId(resellerId, 'reseller')))
    .for('update')
  return found(row, 'reseller')
}

async function volumeOf(tx: Tx, resellerId: string): Promise<{ spaces: number; sharedBytes: number; usedBytes: number }> {
  const [shared] = await tx
    .select({ count: sql<number>`count(*)::int`, bytes: sql`coalesce(sum(${spaces.allocatedBytes}), 0)`.mapWith(Number) })
    .from(spaces)
    .where(eq(spaces.resellerId, resellerId))
  const [used] = await tx
    .select({ bytes: sql`coalesce(sum(${machines.storedBytes}), 0)`.mapWith(Number) })
    .from(machines)
    .where(eq(machines.resellerId, resellerId))
  return { spaces: shared?.count ?? 0, sharedBytes: shared?.bytes ?? 0, usedBytes: used?.bytes ?? 0 }
}

async function holdingOf(tx: Tx, reseller: Locked, spaceCount: number): Promise<Holding> {
  const members = await tx.$count(users, sql`${users.resellerId} = ${reseller.id} and ${users.role} = 'member'`)
  const otherRetentions = await tx.$count(
    machines,
    sql`${machines.resellerId} = ${reseller.id} and ${machines.retentionDays} <> ${ONLINE_RETENTION_DAYS}`,
  )
  const [brand] = await tx
    .select({ ownerId: brands.resellerId, name: brands.productName })
    .from(brands)
    .where(eq(brands.id, reseller.brandId))
  return { spaces: spaceCount, members, otherRetentions, sharesBrand: !brand?.ownerId, brandName: brand?.name ?? '' }
}

/** What is another than it was, with both values. */
function differences(before: ResellerTerms, after: ResellerTerms): Record<string, { before: unknown; after: unknown }> {
  const fields = Object.keys(after) as (keyof ResellerTerms)[]
  return Object.fromEntries(
    fields.filter((field) => before[field] !== after[field]).map((field) => [field, { before: before[field], after: after[field] }]),
  )
}
