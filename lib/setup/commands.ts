import { and, eq, gt, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { auditEvents, brands, setupCodes, users } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor } from '@/lib/auth/types'
import { hashPassword } from '@/lib/crypto/password'
import { createSpokenCode, hashSpokenCode } from '@/lib/crypto/spoken-code'
import { fail, found, ok, type Result } from '@/lib/errors'
import { attachHost } from '@/lib/hosts/attaching'
import { brandUrl } from '@/lib/hosts/links'
import { refreshDirectory } from '@/lib/hosts/queries'
import { insertUser } from '@/lib/users/adding'
import { type SetUp, setUpSchema } from './schema'

const CODE_GROUPS = 3
const WRONG_MINUTES = 15
const MOST_WRONG = 5
/** From everywhere together: many addresses are cheap, and each try writes a row. */
const MOST_WRONG_TOGETHER = 100

const ACCENT_COLOR = '#334155'
const NO_RIGHTS = { kits: false, configure: false, restore: false, comment: false }

/**
 * The code with which the first operator is made, for whoever starts the server to read; null where the platform is set up already. A
 * later start makes another, and only the last one is worth something.
 */
export function openSetUp(actor: SystemActor, now: Date): Promise<string | null> {
  return withActor(actor, async (tx) => {
    await lockSetUp(tx)
    if (!(await isEmpty(tx))) return null
    const code = createSpokenCode(CODE_GROUPS)
    const values = { codeHash: hashSpokenCode(code, 'setup'), createdAt: now }
    await tx.insert(setupCodes).values(values).onConflictDoUpdate({ target: setupCodes.only, set: values })
    return code
  })
}

export type SetUpFailure = 'already_set_up' | 'wrong_code' | 'too_many' | 'platform_host'

/**
 * Makes the platform's own brand, its host and the first operator, once, for who knows the printed code (requirements G1). Of two at the
 * same moment one comes too late. After five wrong codes in fifteen minutes an address has to wait, also after a restart.
 */
export async function setUpPlatform(actor: SystemActor, input: SetUp, now: Date): Promise<Result<{ url: string }, SetUpFailure>> {
  const { code, productName, host, locale, password, ...person } = setUpSchema.parse(input)
  const address = actor.address ?? null
  const known = await withActor(actor, (tx) => judge(tx, actor, code, address, now))
  if (!known.ok) return known
  // Only for who knows the code: the hash is dear.
  const passwordHash = await hashPassword(password)
  const result = await withActor(actor, async (tx): Promise<Result<{ url: string }, SetUpFailure>> => {
    const still = await judge(tx, actor, code, address, now)
    if (!still.ok) return still
    const brandId = await insertBrand(tx, productName, locale)
    const attached = await attachHost(tx, actor, { brand: { id: brandId, resellerId: null }, host }, now)
    // No brand was there to have taken it.
    if (!attached.ok) return fail('platform_host')
    const first = { ...person, brandId, resellerId: null, locale, role: 'operator' as const, rights: NO_RIGHTS, spaceIds: [] }
    const added = await insertUser(tx, first, passwordHash)
    if (!added.ok) throw new Error(`the first user could not be made: ${added.reason}`)
    await tx.delete(setupCodes)
    await audit(tx, actor, 'platform.set_up', { kind: 'platform', id: null, name: productName, resellerId: null }, { host })
    const subject = { kind: 'user' as const, id: added.value.userId, name: first.userName, resellerId: null }
    await audit(tx, actor, 'user.added', subject, { role: first.role })
    return ok({ url: await brandUrl(tx, brandId, '/sign-in') })
  })
  if (result.ok) refreshDirectory()
  return result
}

/** Whether this code opens the set-up right now; a wrong one is noted. */
async function judge(tx: Tx, actor: SystemActor, code: string, address: string | null, now: Date): Promise<Result<void, SetUpFailure>> {
  await lockSetUp(tx)
  if (!(await isEmpty(tx))) return fail('already_set_up')
  const since = new Date(now.getTime() - WRONG_MINUTES * 60_000)
  const wrong = and(eq(auditEvents.action, 'platform.set_up_refused'), gt(auditEvents.at, since))
  const here = and(wrong, sql`${auditEvents.address} is not distinct from ${address}`)
  if ((await tx.$count(auditEvents, here)) >= MOST_WRONG) return fail('too_many')
  if ((await tx.$count(auditEvents, wrong)) >= MOST_WRONG_TOGETHER) return fail('too_many')
  if ((await tx.$count(setupCodes, eq(setupCodes.codeHash, hashSpokenCode(code, 'setup')))) > 0) return ok(undefined)
  await audit(tx, actor, 'platform.set_up_refused', { kind: 'platform', id: null, name: 'set-up', resellerId: null })
  return fail('wrong_code')
}

async function insertBrand(tx: Tx, productName: string, locale: 'fr' | 'en'): Promise<string> {
  const [brand] = await tx
    .insert(brands)
    .values({ slug: 'operator', audience: 'operator', productName, accentColor: ACCENT_COLOR, locale })
    .returning({ id: brands.id })
  return found(brand, 'brand').id
}

const isEmpty = async (tx: Tx): Promise<boolean> => (await tx.$count(brands)) === 0 && (await tx.$count(users)) === 0

const lockSetUp = (tx: Tx) => tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('set up', 0))`)
