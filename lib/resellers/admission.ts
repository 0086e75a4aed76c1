import { eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { brands } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { attachHost } from '@/lib/hosts/attaching'
import { refreshDirectory } from '@/lib/hosts/queries'
import { issueInvitation } from '@/lib/invitations/issuing'
import { insertUser } from '@/lib/users/adding'
import { insertReseller } from './adding'
import { type AdmitReseller, admitResellerSchema } from './schema'

const ALL_RIGHTS = { kits: true, configure: true, restore: true, comment: true }

type Refusal = 'brand_taken' | 'host_taken' | 'platform_host' | 'user_name_taken'

/** Takes in a reseller with all that belongs to it, or with nothing of it. Throws NotFoundError for a brand that is not there. */
export async function admitReseller(
  actor: OperatorActor | SystemActor,
  input: AdmitReseller,
  now: Date,
): Promise<Result<{ resellerId: string }, Refusal>> {
  const { brand, administrator, ...terms } = admitResellerSchema.parse(input)
  const admitted = await withActor(actor, async (tx) => {
    const brandId = brand.kind === 'existing' ? brand.brandId : await insertBrand(tx, actor, brand, terms.locale, now)
    const ownsBrand = terms.product !== 'online' || brand.kind === 'new'
    const space = { spaceName: terms.locale === 'fr' ? 'Principal' : 'Main', spaceBytes: terms.allocatedBytes }
    const { resellerId } = unlessRefused(await insertReseller(tx, actor, { ...terms, ...space, brandId, ownsBrand }))
    const first = {
      ...administrator,
      brandId,
      resellerId,
      locale: terms.locale,
      role: 'administrator' as const,
      rights: ALL_RIGHTS,
      spaceIds: [],
    }
    const { userId } = unlessRefused(await insertUser(tx, first, null))
    await issueInvitation(tx, actor, userId, now)
    const subject = { kind: 'user' as const, id: userId, name: first.userName, resellerId }
    await audit(tx, actor, 'user.invited', subject, { role: first.role, email: first.email })
    return ok({ resellerId })
  }).catch((error: unknown) => {
    if (error instanceof Refused) return fail(error.reason)
    throw error
  })
  if (admitted.ok) refreshDirectory()
  return admitted
}

/** Undoes all steps before the one that was refused. */
class Refused extends Error {
  constructor(readonly reason: Refusal) {
    super(reason)
  }
}

function unlessRefused<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (result.ok) return result.value
  throw new Refused(result.reason as Refusal)
}

type NewBrand = { productName: string; accentColor: string; host: string }

async function insertBrand(
  tx: Tx,
  actor: OperatorActor | SystemActor,
  { productName, accentColor, host }: NewBrand,
  locale: 'fr' | 'en',
  now: Date,
): Promise<string> {
  const slug = await freeSlug(tx, productName)
  const [row] = await tx.insert(brands).values({ slug, productName, accentColor, locale }).returning({ id: brands.id })
  const { id } = found(row, 'brand')
  await audit(tx, actor, 'brand.added', { kind: 'brand', id, name: productName, resellerId: null })
  unlessRefused(await attachHost(tx, actor, { brand: { id, resellerId: null }, host }, now))
  return id
}

/** A name for the inside that nobody bears, after the one that people read. */
async function freeSlug(tx: Tx, productName: string): Promise<string> {
  const plain = productName
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 34)
  for (let number = 1; ; number++) {
    const slug = number === 1 && plain ? plain : `${plain || 'brand'}-${number}`
    if ((await tx.$count(brands, eq(brands.slug, slug))) === 0) return slug
  }
}
