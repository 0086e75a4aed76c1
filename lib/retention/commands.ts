import { eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { machines, repositories, snapshots } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { log } from '@/lib/log'
import { type Lease, workOn, workOnNextDue } from '@/lib/storage/lease'
import { recountVolume } from '@/lib/storage/recount'
import { unfrozen } from './freeze'
import { canReleaseRetention } from './policy'
import type { ReleaseRetention } from './schema'
import type { VisitReport, VisitResult } from './types'
import { visitRepository } from './visit'

/** After so long a run ends and leaves the rest to the next one. */
const RUN_MINUTES = 25
const DAY_MINUTES = 24 * 60
/** When a repository is visited next, where that is not a day later. `failed` keeps the two hours that the claim gave it. */
const NEXT_MINUTES: Partial<Record<VisitResult, number>> = { busy: 30, cancelled: 0, unmeasured: 60, unreadable: 60 }

/**
 * The retention job: visits the repositories that are due, the longest due first, one after the other, until none is or the time is
 * up. Any number of workers may run it: none visits what another works on. Answers the reports of its visits.
 */
export async function tendRepositories(actor: SystemActor, now: Date, signal: AbortSignal): Promise<VisitReport[]> {
  const reports: VisitReport[] = []
  const enough = AbortSignal.any([signal, AbortSignal.timeout(RUN_MINUTES * 60_000)])
  const visit = async (lease: Lease) => {
    try {
      const report = await tend(actor, lease, now)
      reports.push(report)
      if (report.result !== 'kept') log.info({ ...report, outlived: report.outlived.length }, 'repository visited')
    } catch (error) {
      log.error({ err: error, machineId: lease.machineId }, 'a repository could not be visited')
    }
  }
  while (!enough.aborted && (await workOnNextDue(actor, 'visit', now, signal, visit)));
  return reports
}

/** One machine's retention, now; for the command line. Throws NotFoundError; `busy` when a worker is at it. */
export async function applyRetention(
  actor: SystemActor,
  input: { machineId: string; dryRun: boolean },
  now: Date,
  signal: AbortSignal,
): Promise<Result<VisitReport, 'busy' | 'stores_nothing'>> {
  const machineId = parseId(input.machineId, 'machine')
  const stores = await withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ id: machines.id, repository: repositories.machineId })
      .from(machines)
      .leftJoin(repositories, eq(repositories.machineId, machines.id))
      .where(eq(machines.id, machineId))
    return found(row, 'machine').repository !== null
  })
  if (!stores) return fail('stores_nothing')
  const report = await workOn(actor, machineId, signal, (lease) =>
    input.dryRun ? visitRepository(actor, lease, now, true) : tend(actor, lease, now),
  )
  return report === 'busy' ? fail('busy') : ok(report)
}

async function tend(actor: SystemActor, lease: Lease, now: Date): Promise<VisitReport> {
  const report = await visitRepository(actor, lease, now, false)
  if (report.result === 'removed') await recountVolume(actor, lease.machineId, lease.signal)
  await plan(actor, report, now)
  return report
}

/** What came in during the visit is looked at within the hour; what could not be read is checked at once. */
async function plan(actor: SystemActor, { machineId, result }: VisitReport, now: Date): Promise<void> {
  if (result === 'failed') return
  const at = now.toISOString()
  const next = NEXT_MINUTES[result] ?? DAY_MINUTES
  const unseen = sql`exists (select from ${snapshots} s where s.machine_id = ${repositories.machineId} and s.removed_at is null and s.files is null)`
  await withActor(actor, (tx) =>
    tx
      .update(repositories)
      .set({
        ...(result !== 'cancelled' && { visitedAt: now }),
        visitDueAt: sql`${at}::timestamptz + make_interval(mins => case when ${unseen} then least(${next}, 60) else ${next} end)`,
        ...(result === 'unreadable' && { checkDueAt: sql`least(${repositories.checkDueAt}, ${at})` }),
      })
      .where(eq(repositories.machineId, machineId)),
  )
}

/**
 * Lets the history of a machine go on, for a reason that is kept: what came in until now counts as looked at. Not while its check
 * fails, since nothing may be removed from a damaged repository. Throws NotFoundError, ForbiddenError.
 */
export async function releaseRetention(
  actor: UserActor | OperatorActor | SystemActor,
  { machineId, reason }: ReleaseRetention,
  now: Date,
): Promise<Result<void, 'not_frozen' | 'check_failed'>> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [row] = await tx.select().from(machines).where(eq(machines.id, id)).for('update')
    const machine = found(row, 'machine')
    allow(actor.kind !== 'user' || canReleaseRetention(actor))
    if (!machine.retentionFrozenReason) return fail('not_frozen')
    if (machine.retentionFrozenReason === 'check_failed') return fail('check_failed')
    await tx
      .update(machines)
      .set({ ...unfrozen, retentionReleasedAt: now, changedAt: now })
      .where(eq(machines.id, id))
    const { name, resellerId, retentionFrozenReason: frozen, retentionFrozenDetail: figures } = machine
    await audit(tx, actor, 'machine.retention_released', { kind: 'machine', id, name, resellerId }, { reason, frozen, ...figures })
    return ok(undefined)
  })
}
