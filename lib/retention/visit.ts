import { eq, inArray } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machines, repositories, resellers, snapshots } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { unseal } from '@/lib/crypto/seal'
import { found } from '@/lib/errors'
import { markRemoved, measureSnapshots, observeSnapshots, type SnapshotOwner } from '@/lib/snapshots/commands'
import { selectVersions } from '@/lib/snapshots/queries'
import type { Version } from '@/lib/snapshots/types'
import { listRepositoryFiles, removeStaleLocks } from '@/lib/storage/files'
import type { Lease } from '@/lib/storage/lease'
import { runRestic } from '@/lib/storage/restic'
import type { ResticFailure } from '@/lib/storage/restic-failure'
import { freezeRetention, thawRetention } from './freeze'
import { historyDays, outlived } from './history'
import { findSuspicion, type Suspicion } from './suspicion'
import type { VisitReport, VisitResult } from './types'

type Machine = SnapshotOwner & {
  days: number
  suspended: boolean
  frozenByCheck: boolean
  releasedAt: Date | null
  pruneDue: boolean
  isPruned: boolean
}

/** So many versions a command of restic takes; each is 64 characters. */
const FORGOTTEN_AT_ONCE = 200
/** What one visit rewrites and how long it may take; the rest is for the next one. */
const PRUNE = ['prune', '--quiet', '--max-unused=10%', '--max-repack-size=5G']
const PRUNE_SECONDS = 45 * 60
/** Versions are forgotten each day, which takes a moment; what they took is freed once a week, since one repository at a time is held for it. */
const PRUNED_EVERY_MILLISECONDS = 6.5 * 86_400_000

/**
 * Looks after one machine's repository: brings the table of its versions up to date, judges whether its client is still itself, and
 * removes what has outlived the history (requirements D5). A dry run removes and freezes nothing.
 */
export async function visitRepository(actor: SystemActor, lease: Lease, now: Date, dryRun: boolean): Promise<VisitReport> {
  const machine = await withActor(actor, (tx) => readMachine(tx, lease.machineId, now))
  const report = { machineId: machine.id, name: machine.name, versions: 0, outlived: [] as Version[], frozenReason: null }
  const observed = await observeSnapshots(actor, machine, now, lease.signal)
  if (!observed.ok) return { ...report, result: unobserved(observed.reason) }
  await measureSnapshots(actor, machine, now, lease.signal)
  if (lease.signal.aborted) return { ...report, result: 'cancelled' }

  const versions = await withActor(actor, (tx) => selectVersions(tx, machine.id))
  const gone = outlived(versions, machine.days, now)
  const judged = { ...report, versions: versions.length, outlived: gone }
  // The repository's last check failed: whatever else is seen, that comes first.
  if (machine.frozenByCheck) return { ...judged, result: 'frozen', frozenReason: 'check_failed' }
  if (observed.value.unreadable > 0) return { ...judged, result: 'unreadable' }
  if (versions.slice(-2).some(({ measured }) => !measured)) return { ...judged, result: 'unmeasured' }
  const suspicion = findSuspicion(versions, gone, machine.releasedAt)
  if (!dryRun) await withActor(actor, (tx) => note(tx, actor, machine.id, suspicion, now))
  if (suspicion) return { ...judged, result: 'frozen', frozenReason: suspicion.reason }
  // "Data and restores stay" (requirements D2): also those that would have gone meanwhile.
  if (machine.suspended) return { ...judged, result: 'suspended' }
  if (gone.length === 0 && (!machine.pruneDue || machine.isPruned)) return { ...judged, result: 'kept' }
  return { ...judged, result: dryRun ? 'removed' : await remove(actor, machine, gone, lease, now) }
}

async function readMachine(tx: Tx, machineId: string, now: Date): Promise<Machine> {
  const [row] = await tx
    .select({
      machine: machines,
      product: resellers.product,
      contractAt: contracts.suspendedAt,
      resellerAt: resellers.suspendedAt,
      pruneDue: repositories.pruneDue,
      prunedAt: repositories.prunedAt,
    })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .leftJoin(repositories, eq(repositories.machineId, machines.id))
    .where(eq(machines.id, machineId))
  const { machine, product, contractAt, resellerAt, pruneDue, prunedAt } = found(row, 'machine')
  const { id, name, resellerId, spaceId } = machine
  return {
    ...{ id, name, resellerId, spaceId },
    repositoryPassword: unseal(machine.repositoryPasswordSealed),
    days: historyDays(product, machine.retentionDays),
    suspended: contractAt !== null || resellerAt !== null,
    frozenByCheck: machine.retentionFrozenReason === 'check_failed',
    releasedAt: machine.retentionReleasedAt,
    pruneDue: pruneDue ?? false,
    isPruned: prunedAt !== null && now.getTime() - prunedAt.getTime() < PRUNED_EVERY_MILLISECONDS,
  }
}

const note = (tx: Tx, actor: SystemActor, machineId: string, suspicion: Suspicion | null, now: Date) =>
  suspicion ? freezeRetention(tx, actor, machineId, suspicion, now) : thawRetention(tx, actor, machineId, ['shrunk', 'clock'])

/** Forgets versions by their ids, never by restic's own rules, which go by the times that clients claim; then frees what they took. */
async function remove(actor: SystemActor, machine: Machine, gone: Version[], lease: Lease, now: Date): Promise<VisitResult> {
  const { signal } = lease
  await removeStaleLocks(machine.id, signal)
  const locks = await listRepositoryFiles(machine.id, 'locks', signal)
  if (!locks) return signal.aborted ? 'cancelled' : 'failed'
  if (locks.length > 0 || !(await lease.hold())) return 'busy'
  await withActor(actor, (tx) => tx.update(repositories).set({ pruneDue: true }).where(eq(repositories.machineId, machine.id)))
  for (let start = 0; start < gone.length; start += FORGOTTEN_AT_ONCE) {
    const ids = gone.slice(start, start + FORGOTTEN_AT_ONCE).map(({ id }) => id)
    const end = await runRestic(machine, ['forget', '--quiet', ...ids], { signal })
    if (!end.ok) return unobserved(end.reason)
    await withActor(actor, (tx) => markRemoved(tx, actor, machine, inArray(snapshots.id, ids), now))
  }
  if (machine.isPruned) return 'removed'
  const end = await runRestic(machine, PRUNE, { signal, limitSeconds: PRUNE_SECONDS })
  if (!end.ok && end.reason !== 'too_slow') return unobserved(end.reason)
  const pruned = { pruneDue: false, prunedAt: now }
  if (end.ok) await withActor(actor, (tx) => tx.update(repositories).set(pruned).where(eq(repositories.machineId, machine.id)))
  return 'removed'
}

const RESULTS: Partial<Record<ResticFailure, VisitResult>> = {
  locked: 'busy',
  cancelled: 'cancelled',
  damaged: 'unreadable',
  wrong_password: 'unreadable',
  no_repository: 'unreadable',
}
const unobserved = (reason: ResticFailure): VisitResult => RESULTS[reason] ?? 'failed'
