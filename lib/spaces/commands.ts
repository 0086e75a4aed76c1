import { and, eq, ne, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { spaces } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { administer } from '@/lib/auth/administration'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { lockReseller } from '@/lib/resellers/lock'
import { contractCount, spaceVersion, sumShared, usedBytes, userCount } from './queries'
import { type AddSpace, addSpaceSchema, type UpdateSpace, updateSpaceSchema } from './schema'

type SpaceManager = UserActor | OperatorActor | SystemActor

/** Adds a space. All allocations together never exceed the reseller's volume, also when two are added at once (requirements B4). */
export async function addSpace(
  actor: SpaceManager,
  input: AddSpace,
): Promise<Result<{ spaceId: string }, 'volume_exceeded' | 'name_taken'>> {
  if (actor.kind === 'user') administer(actor)
  const values = addSpaceSchema.parse(input)
  return withActor(actor, async (tx) => {
    const reseller = await lockReseller(tx, values.resellerId)
    if ((await sumShared(tx, reseller.id)) + values.allocatedBytes > reseller.allocatedBytes) return fail('volume_exceeded')
    const [space] = await tx.insert(spaces).values(values).onConflictDoNothing().returning({ id: spaces.id })
    if (!space) return fail('name_taken')
    await audit(tx, actor, 'space.added', { kind: 'space', id: space.id, name: values.name, resellerId: reseller.id })
    return ok({ spaceId: space.id })
  })
}

type UpdateFailure = 'changed_meanwhile' | 'name_taken' | 'volume_exceeded' | 'below_used'

/**
 * Renames a space, sets its alert e-mail, moves its allocation: never so that all together exceed the reseller's volume, never below what
 * the space uses (requirements B4). What already exceeds either may stay or come nearer. Throws NotFoundError.
 */
export async function updateSpace(actor: SpaceManager, input: UpdateSpace): Promise<Result<void, UpdateFailure>> {
  if (actor.kind === 'user') administer(actor)
  const { spaceId, version, ...terms } = updateSpaceSchema.parse(input)
  return withActor(actor, async (tx) => {
    const { space, reseller } = await lockSpace(tx, spaceId)
    if (space.version !== version) return fail('changed_meanwhile')
    if (await isNameTaken(tx, space, terms.name)) return fail('name_taken')
    const more = terms.allocatedBytes - space.allocatedBytes
    if (more > 0 && (await sumShared(tx, reseller.id)) + more > reseller.allocatedBytes) return fail('volume_exceeded')
    if (more < 0 && terms.allocatedBytes < space.usedBytes) return fail('below_used')
    await tx.update(spaces).set(terms).where(eq(spaces.id, space.id))
    await audit(tx, actor, 'space.updated', subject(space), terms)
    return ok(undefined)
  })
}

/** Deletes a space that nothing is in any more; the default one stays (requirements B6). Throws NotFoundError. */
export async function deleteSpace(
  actor: SpaceManager,
  spaceId: string,
): Promise<Result<void, 'is_default' | 'has_contracts' | 'has_users'>> {
  if (actor.kind === 'user') administer(actor)
  return withActor(actor, async (tx) => {
    const { space } = await lockSpace(tx, spaceId)
    if (space.isDefault) return fail('is_default')
    if (space.contractCount > 0) return fail('has_contracts')
    if (space.userCount > 0) return fail('has_users')
    await tx.delete(spaces).where(eq(spaces.id, space.id))
    await audit(tx, actor, 'space.deleted', subject(space))
    return ok(undefined)
  })
}

const locked = {
  id: spaces.id,
  name: spaces.name,
  resellerId: spaces.resellerId,
  isDefault: spaces.isDefault,
  allocatedBytes: spaces.allocatedBytes,
  usedBytes,
  contractCount,
  userCount,
  version: spaceVersion,
}

/** Holds the reseller and the space, so that no contract and no user comes into the space meanwhile. */
async function lockSpace(tx: Tx, spaceId: string) {
  const id = parseId(spaceId, 'space')
  const [known] = await tx.select({ resellerId: spaces.resellerId }).from(spaces).where(eq(spaces.id, id))
  const reseller = await lockReseller(tx, found(known, 'space').resellerId)
  await tx.select({ id: spaces.id }).from(spaces).where(eq(spaces.id, id)).for('update')
  // Read after the locks, since a statement counts what was there when it began.
  const [space] = await tx.select(locked).from(spaces).where(eq(spaces.id, id))
  return { space: found(space, 'space'), reseller }
}

type Locked = Awaited<ReturnType<typeof lockSpace>>['space']

/** Case-insensitively, among the reseller's other spaces. */
async function isNameTaken(tx: Tx, space: Locked, name: string): Promise<boolean> {
  const sameName = sql`lower(${spaces.name}) = lower(${name})`
  return (await tx.$count(spaces, and(eq(spaces.resellerId, space.resellerId), ne(spaces.id, space.id), sameName))) > 0
}

const subject = ({ id, name, resellerId }: Locked) => ({ kind: 'space' as const, id, name, resellerId })
