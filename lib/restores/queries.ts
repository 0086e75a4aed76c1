import { and, desc, eq, isNull } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { agentCommands, machines, resellers, restores, snapshots } from '@/db/schema'
import { findActorAgain } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { unseal } from '@/lib/crypto/seal'
import { allow, ForbiddenError, found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { openListing } from '@/lib/listings/queries'
import { below } from '@/lib/listings/writer'
import type { Repository } from '@/lib/storage/restic'
import { canRestore } from './policy'
import type { Browse, RestoreRules, SearchBackup } from './schema'
import { restoreState } from './state'
import { type BrowsedFolder, type FoundNames, type RestoreRow, unreadableBecause } from './types'

export const NAMES_PER_PAGE = 500
const MOST_HITS = 200
const MOST_STEPS = 20
const MOST_SHOWN = 20
const PATHS_SHOWN = 5

export type Restorable = Repository & { name: string; resellerId: string; spaceId: string; contractId: string }

/** The machine whose backups are looked into. Throws NotFoundError, ForbiddenError. */
export async function getRestorable(tx: Tx, actor: UserActor, machineId: string): Promise<Restorable> {
  const [row] = await tx
    .select()
    .from(machines)
    .where(eq(machines.id, parseId(machineId, 'machine')))
  const { id, name, resellerId, spaceId, contractId, repositoryPasswordSealed } = found(row, 'machine')
  allow(canRestore(actor))
  return { id, name, resellerId, spaceId, contractId, repositoryPassword: unseal(repositoryPasswordSealed) }
}

/**
 * Asks again whether an actor may restore a machine, for what goes on long after its request: the session, the right and the scope may have
 * ended since. A space that it sees the portal as is a view, and no end. Throws NotFoundError, ForbiddenError.
 */
export async function confirmRestorer(actor: UserActor, machineId: string): Promise<void> {
  const current = await findActorAgain(actor, clock.now())
  if (!current) throw new ForbiddenError('signed out')
  await withActor({ scope: current.home }, (tx) => getRestorable(tx, current, machineId))
}

/** Whether a machine still has a version. */
export async function holdsSnapshot(tx: Tx, machineId: string, snapshotId: string): Promise<boolean> {
  return (
    (await tx.$count(snapshots, and(eq(snapshots.machineId, machineId), eq(snapshots.id, snapshotId), isNull(snapshots.removedAt)))) > 0
  )
}

/** A part of a folder of a backup, folders first. Throws NotFoundError, ForbiddenError. */
export async function browseFolder(actor: UserActor, input: Browse): Promise<BrowsedFolder> {
  const opened = await open(actor, input.machineId, input.snapshotId)
  if (opened.state !== 'ready') return opened
  for (let path = input.path, steps = 0; ; steps++) {
    const folder = await opened.listing.findPage(path, input.offset, NAMES_PER_PAGE)
    if (!folder) return { state: 'missing' }
    const { page, entries, files, bytes, offset } = folder
    const [only] = page
    const goesOn = input.descend && entries === 1 && only?.kind === 'folder' && steps < MOST_STEPS
    if (!goesOn) return { state: 'ready', path, offset, page, entries, files, bytes }
    path = below(path, only.name)
  }
}

/** Names in a backup that hold all words of a text. Throws NotFoundError, ForbiddenError. */
export async function searchBackup(actor: UserActor, input: SearchBackup, signal?: AbortSignal): Promise<FoundNames> {
  const opened = await open(actor, input.machineId, input.snapshotId)
  if (opened.state !== 'ready') return opened
  return { state: 'ready', ...(await opened.listing.search(input.text, input.under, MOST_HITS, signal)) }
}

async function open(actor: UserActor, machineId: string, snapshotId: string) {
  const known = await withActor(actor, async (tx) => {
    const machine = await getRestorable(tx, actor, machineId)
    return (await holdsSnapshot(tx, machine.id, snapshotId)) ? machine : null
  })
  if (!known) return { state: 'failed' as const, reason: 'gone' as const }
  const opened = await openListing(known, snapshotId)
  return opened.state === 'failed' ? { state: 'failed' as const, reason: unreadableBecause(opened.reason) } : opened
}

/** What was brought back from a machine's backups, the newest first. Empty outside the actor's scope. */
export function listRestores(actor: UserActor, machineId: string, now: Date): Promise<RestoreRow[]> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const rows = await tx
      .select({ restore: restores, commandState: agentCommands.state, expiresAt: agentCommands.expiresAt, command: agentCommands })
      .from(restores)
      .leftJoin(agentCommands, eq(agentCommands.id, restores.commandId))
      .where(eq(restores.machineId, id))
      .orderBy(desc(restores.id))
      .limit(MOST_SHOWN)
    return rows.map(({ restore, command }) => {
      const waits = command && (command.state === 'queued' || command.state === 'delivered')
      const commandState = command && waits && command.expiresAt <= now ? 'expired' : (command?.state ?? null)
      const { resellerId: _r, spaceId: _s, machineId: _m, snapshotId: _n, format: _f, askedByUserId: _u, commandId: _c, ...shown } = restore
      const { startedAt, progressAt, ending, ...row } = shown
      return {
        ...row,
        state: restoreState({ ...row, startedAt, progressAt, ending, commandState }, now),
        paths: row.paths.slice(0, PATHS_SHOWN),
        pathCount: row.paths.length,
        remark: command?.result ?? null,
        endedAt: row.endedAt ?? command?.endedAt ?? null,
      }
    })
  })
}

/** What the reseller wants of each restore. */
export function getRestoreRules(actor: UserActor): Promise<RestoreRules> {
  return withActor(actor, (tx) => selectRules(tx, actor.resellerId))
}

export async function selectRules(tx: Tx, resellerId: string): Promise<RestoreRules> {
  const [row] = await tx
    .select({ reasonRequired: resellers.restoreReasonRequired, clientTold: resellers.restoreClientTold })
    .from(resellers)
    .where(eq(resellers.id, resellerId))
  return found(row, 'reseller')
}
