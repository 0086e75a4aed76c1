import { and, eq, isNull, ne, or } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { sessions, spaces } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { administers } from '@/lib/auth/administration'
import type { UserActor } from '@/lib/auth/types'
import { found, NotFoundError } from '@/lib/errors'
import { parseId } from '@/lib/ids'

type Space = { id: string; name: string }

/**
 * Lets an administrator see the portal as a space does: in all tabs of this session, from their next request on, until it leaves the
 * space or another administrator deletes it (requirements B5). Throws NotFoundError.
 */
export async function enterSpace(actor: UserActor, spaceId: string): Promise<void> {
  if (!administers(actor)) throw new NotFoundError('administration not found')
  const id = parseId(spaceId, 'space')
  await withActor({ scope: actor.home }, async (tx) => {
    // Locked, so that the space is there when the session comes to name it.
    const [row] = await tx.select({ id: spaces.id, name: spaces.name }).from(spaces).where(eq(spaces.id, id)).for('key share')
    const space = found(row, 'space')
    const elsewhere = or(isNull(sessions.actingSpaceId), ne(sessions.actingSpaceId, space.id))
    const entered = await setSpace(tx, actor, space, elsewhere)
    if (!entered) return
    if (actor.acting) await audit(tx, actor, 'space.left', subject(actor, { id: actor.acting.spaceId, name: actor.acting.spaceName }))
    await audit(tx, { ...actor, acting: null }, 'space.entered', subject(actor, space))
  })
}

/** Leads back to the whole account; where no space is used, does nothing. */
export async function leaveSpace(actor: UserActor): Promise<void> {
  const { acting } = actor
  if (!acting) return
  await withActor({ scope: actor.home }, async (tx) => {
    const left = await setSpace(tx, actor, null, eq(sessions.actingSpaceId, acting.spaceId))
    if (left) await audit(tx, actor, 'space.left', subject(actor, { id: acting.spaceId, name: acting.spaceName }))
  })
}

/** Puts aside the notice that the space which the user saw the portal as was deleted. */
export async function forgetLostSpace(actor: UserActor): Promise<void> {
  await withActor({ scope: actor.home }, (tx) => setSpace(tx, actor, null, isNull(sessions.actingSpaceId)))
}

/** Answers whether the session was as `condition` says, and has been changed. */
async function setSpace(tx: Tx, actor: UserActor, space: Space | null, condition: ReturnType<typeof and>): Promise<boolean> {
  const changed = await tx
    .update(sessions)
    .set({ actingSpaceId: space?.id ?? null, actingSpaceName: space?.name ?? null })
    .where(and(eq(sessions.id, actor.sessionId), condition))
    .returning({ id: sessions.id })
  return changed.length > 0
}

const subject = ({ resellerId }: UserActor, { id, name }: Space) => ({ kind: 'space' as const, id, name, resellerId })
