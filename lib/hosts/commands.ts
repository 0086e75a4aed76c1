import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { type Tx, withActor, withSystem } from '@/db/client'
import { brandHosts, brands } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { getManagedBrand, lockManagedBrand } from '@/lib/brands/managed'
import type { BrandActor } from '@/lib/brands/policy'
import { fail, found, NotFoundError, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { attachHost, isTaken, lockHost } from './attaching'
import { type HostProblem, readHostName } from './host-name'
import { lookUpProof } from './proof'
import { findHostHolder, refreshDirectory } from './queries'
import type { ClaimHost, RemoveHost } from './schema'
import { hostSettings } from './settings'
import type { ProofProblem } from './types'

export type AddHostFailure = HostProblem | 'platform_host' | 'host_taken'
export type ClaimHostFailure = AddHostFailure | 'already_claimed' | 'too_many'

/** So many claims a brand may have open: each costs a question to the DNS from time to time. */
const MAX_CLAIMS = 20
/** The job asks for a young claim each two minutes, later each hour, and gives up after two weeks; then it is asked on demand alone. */
const WATCHED_DAYS = 14
const CHECKED_AT_ONCE = 20

/**
 * Makes a brand answer on a host at once. Whoever runs the platform vouches for it, so it needs no proof; a claim of the brand for it
 * becomes verified (requirements A1).
 */
export async function addHost(
  actor: OperatorActor | SystemActor,
  input: { brandId: string; host: string },
  now: Date,
): Promise<Result<{ hostId: string }, AddHostFailure>> {
  const name = readHostName(input.host)
  if (!name.ok) return name
  const result = await withActor(actor, async (tx) => {
    const brand = await getManagedBrand(tx, actor, input.brandId)
    return attachHost(tx, actor, { brand, host: name.value }, now)
  })
  if (result.ok) refreshDirectory()
  return result
}

/**
 * Notes that a brand wants a host. Nothing answers there until `_portal-verification.HOST` holds the claim's token (requirements A1).
 * Throws NotFoundError for a brand that is not the actor's, ForbiddenError for who is no administrator.
 */
export async function claimHost(actor: BrandActor, input: ClaimHost): Promise<Result<{ hostId: string }, ClaimHostFailure>> {
  const brand = await withActor(actor, (tx) => getManagedBrand(tx, actor, input.brandId))
  const name = readHostName(input.host)
  if (!name.ok) return name
  const host = name.value
  if (hostSettings().technicalHosts.includes(host)) return fail('platform_host')
  const holder = await findHostHolder(host)
  if (holder && holder.brandId !== brand.id) return fail(holder.audience === 'operator' ? 'platform_host' : 'host_taken')
  return withActor(actor, async (tx) => {
    await lockManagedBrand(tx, actor, brand.id)
    const claims = and(eq(brandHosts.brandId, brand.id), isNull(brandHosts.verifiedAt))
    if ((await tx.$count(brandHosts, claims)) >= MAX_CLAIMS) return fail('too_many')
    const [row] = await tx
      .insert(brandHosts)
      .values({ brandId: brand.id, host })
      .onConflictDoNothing({ target: [brandHosts.brandId, brandHosts.host] })
      .returning({ id: brandHosts.id })
    if (!row) return fail('already_claimed')
    await audit(tx, actor, 'host.claimed', { kind: 'brand', id: brand.id, name: host, resellerId: brand.resellerId })
    return ok({ hostId: row.id })
  })
}

/** Looks for a claim's proof in the DNS; where it stands, its brand answers on the host from now on. Throws as claimHost does. */
export async function verifyHost(actor: BrandActor, hostId: string, now: Date): Promise<Result<void, ProofProblem>> {
  const claim = await withActor(actor, async (tx) => {
    const { brandId } = await getManagedHost(tx, actor, hostId)
    // What is found is written by the system's role, so that here the actor's own has to prove that it may write.
    await lockManagedBrand(tx, actor, brandId)
    return getManagedHost(tx, actor, hostId)
  })
  return claim.verifiedAt ? ok(undefined) : settleClaim(actor, claim, now)
}

/** Looks for the proofs of the claims that are due; answers how many stood. */
export async function verifyClaimedHosts(actor: SystemActor, now: Date): Promise<number> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const { checkedAt, createdAt } = brandHosts
  const pause = or(
    isNull(checkedAt),
    and(gt(createdAt, ago(60)), lt(checkedAt, ago(2))),
    and(gt(createdAt, ago(24 * 60)), lt(checkedAt, ago(15))),
    lt(checkedAt, ago(60)),
  )
  const due = await withActor(actor, (tx) =>
    selectHost(tx)
      .where(and(isNull(brandHosts.verifiedAt), gt(createdAt, ago(WATCHED_DAYS * 24 * 60)), pause))
      .orderBy(sql`${checkedAt} nulls first`, asc(brandHosts.id))
      .limit(CHECKED_AT_ONCE),
  )
  const results = await Promise.all(due.map((claim) => settleClaim(actor, claim, now).catch(unlessGone)))
  return results.filter((result) => result?.ok).length
}

/** Takes a host or a claim from a brand. Its last verified host stays: without one nobody could reach it. Throws as claimHost does. */
export async function removeHost(actor: BrandActor, input: RemoveHost): Promise<Result<void, 'last_host' | 'confirmation_differs'>> {
  const result = await withActor(actor, async (tx) => {
    const { brandId } = await getManagedHost(tx, actor, input.hostId)
    const brand = await lockManagedBrand(tx, actor, brandId)
    const { id, host, verifiedAt } = await getManagedHost(tx, actor, input.hostId)
    const verified = sql`${brandHosts.brandId} = ${brandId} and ${brandHosts.verifiedAt} is not null`
    if (verifiedAt && (await tx.$count(brandHosts, verified)) === 1) return fail('last_host')
    if (host !== input.confirmation) return fail('confirmation_differs')
    await tx.delete(brandHosts).where(eq(brandHosts.id, id))
    await audit(tx, actor, 'host.removed', { kind: 'brand', id: brandId, name: host, resellerId: brand.resellerId })
    return ok(undefined)
  })
  if (result.ok) refreshDirectory()
  return result
}

type Claim = { id: string; brandId: string; resellerId: string | null; host: string; token: string; verifiedAt: Date | null }

/** The question to the DNS is asked outside of any transaction; what it found is written as the portal's own observation. */
async function settleClaim(actor: BrandActor, claim: Claim, now: Date): Promise<Result<void, ProofProblem>> {
  const seen = await lookUpProof(claim.host, claim.token)
  const result = await withSystem('host proof', async (tx): Promise<Result<void, ProofProblem>> => {
    await lockHost(tx, claim.host)
    const [current] = await selectHost(tx).where(eq(brandHosts.id, claim.id)).for('update', { of: brandHosts })
    if (found(current, 'host').verifiedAt) return ok(undefined)
    const problem = seen !== 'proven' ? seen : (await isTaken(tx, claim.host)) ? 'host_taken' : null
    await tx
      .update(brandHosts)
      .set({ checkedAt: now, problem, verifiedAt: problem ? null : now })
      .where(eq(brandHosts.id, claim.id))
    if (problem) return fail(problem)
    await audit(tx, actor, 'host.verified', { kind: 'brand', id: claim.brandId, name: claim.host, resellerId: claim.resellerId })
    return ok(undefined)
  })
  if (result.ok) refreshDirectory()
  return result
}

/** A claim that was given up while the DNS was asked is no failure of the job. */
function unlessGone(error: unknown): void {
  if (!(error instanceof NotFoundError)) throw error
}

async function getManagedHost(tx: Tx, actor: BrandActor, hostId: string): Promise<Claim> {
  const [row] = await selectHost(tx).where(eq(brandHosts.id, parseId(hostId, 'host')))
  const host = found(row, 'host')
  await getManagedBrand(tx, actor, host.brandId)
  return host
}

const selectHost = (tx: Tx) => {
  const { id, brandId, host, token, verifiedAt } = brandHosts
  return tx
    .select({ id, brandId, resellerId: brands.resellerId, host, token, verifiedAt })
    .from(brandHosts)
    .innerJoin(brands, eq(brands.id, brandHosts.brandId))
    .$dynamic()
}
