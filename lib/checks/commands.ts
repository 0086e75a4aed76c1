import { eq } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { type checkFailures, machines, repositories } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor, UserActor } from '@/lib/auth/types'
import { unseal } from '@/lib/crypto/seal'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { log } from '@/lib/log'
import { freezeRetention, thawRetention } from '@/lib/retention/freeze'
import { canReleaseRetention } from '@/lib/retention/policy'
import { hasRepository } from '@/lib/storage/files'
import { type Lease, workOn, workOnNextDue } from '@/lib/storage/lease'
import { type Repository, type ResticEnd, runRestic } from '@/lib/storage/restic'
import type { RequestCheck } from './schema'

/** What a check found; `undecided` when it could not tell: the storage does not answer, a backup holds the repository; or it took too long. */
export type CheckResult = 'passed' | (typeof checkFailures)[number] | 'undecided' | 'too_slow'

/** `message` is restic's own word: for the log and the operator. */
type Verdict = { result: CheckResult; message: string | null }

/**
 * Each check reads one share of the data: an eighth, so that with one a week all of it is read within eight weeks, and of a large repository
 * less, so that a check ends within its time.
 */
export const PARTS = 8
const PART_BYTES = 250e9
const WEEK = 7 * 24
const AGAIN_HOURS = { passed: WEEK, damaged: 24, unreadable: 24, too_slow: 24, undecided: 1 } as const
const CHECK_SECONDS = 3 * 3_600
const HOUR = 3_600_000
const RUN_MINUTES = 25

/** The check job: checks the repositories that are due, one after the other, until none is or the time is up. Answers what it found. */
export async function checkRepositories(actor: SystemActor, now: Date, signal: AbortSignal): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const enough = AbortSignal.any([signal, AbortSignal.timeout(RUN_MINUTES * 60_000)])
  const check = async (lease: Lease) => {
    try {
      const { machineId } = lease
      const { result, message } = await checkOne(actor, lease, now)
      results.push(result)
      if (result !== 'passed') log.warn({ machineId, result, message }, 'repository checked')
    } catch (error) {
      log.error({ err: error, machineId: lease.machineId }, 'a repository could not be checked')
    }
  }
  while (!enough.aborted && (await workOnNextDue(actor, 'check', now, signal, check)));
  return results
}

/** One machine's check, now; for the command line. Throws NotFoundError; `busy` when a worker is at it. */
export async function checkRepository(
  actor: SystemActor,
  machineId: string,
  now: Date,
  signal: AbortSignal,
): Promise<Result<Verdict, 'busy'>> {
  const verdict = await workOn(actor, parseId(machineId, 'machine'), signal, (lease) => checkOne(actor, lease, now))
  return verdict === 'busy' ? fail('busy') : ok(verdict)
}

/** Asks for a check as soon as a worker is free, for administrators (requirements D5). Throws NotFoundError, ForbiddenError. */
export async function requestCheck(actor: UserActor, { machineId }: RequestCheck, now: Date): Promise<Result<void, 'stores_nothing'>> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ name: machines.name, resellerId: machines.resellerId, dueAt: repositories.checkDueAt })
      .from(machines)
      .leftJoin(repositories, eq(repositories.machineId, machines.id))
      .where(eq(machines.id, id))
    const { dueAt, ...machine } = found(row, 'machine')
    allow(canReleaseRetention(actor))
    if (!dueAt) return fail('stores_nothing')
    if (dueAt <= now) return ok(undefined)
    await tx.update(repositories).set({ checkDueAt: now }).where(eq(repositories.machineId, id))
    await audit(tx, actor, 'machine.check_requested', { kind: 'machine', id, ...machine })
    return ok(undefined)
  })
}

async function checkOne(actor: SystemActor, lease: Lease, now: Date): Promise<Verdict> {
  const began = performance.now()
  const { machine, part, parts } = await withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ id: machines.id, password: machines.repositoryPasswordSealed, bytes: machines.storedBytes, part: repositories.checkPart })
      .from(machines)
      .innerJoin(repositories, eq(repositories.machineId, machines.id))
      .where(eq(machines.id, lease.machineId))
    const { id, password, bytes, part } = found(row, 'repository')
    const parts = Math.max(PARTS, Math.ceil((bytes ?? 0) / PART_BYTES))
    return { machine: { id, repositoryPassword: unseal(password) }, part: (part % parts) + 1, parts }
  })
  const { result, message } = await judge(machine, `${part}/${parts}`, lease)
  if (lease.signal.aborted) return { result: 'undecided', message: 'stopped' }
  await withActor(actor, async (tx) => {
    const isUnknown = result === 'undecided' || result === 'too_slow'
    const verdict = isUnknown ? {} : { checkedAt: now, checkFailure: result === 'passed' ? null : result, checkMessage: message }
    // The same share is read again until it is whole: another one would say nothing of the damage.
    const read = result === 'passed' ? { checkPart: part } : {}
    // From its end: a check may take hours.
    const hours = Math.floor((performance.now() - began) / HOUR) + AGAIN_HOURS[result]
    const checkDueAt = new Date(now.getTime() + hours * HOUR)
    await tx
      .update(repositories)
      .set({ ...verdict, ...read, checkDueAt })
      .where(eq(repositories.machineId, machine.id))
    if (result === 'passed') await thawRetention(tx, actor, machine.id, ['check_failed'])
    else if (!isUnknown) await freezeRetention(tx, actor, machine.id, { reason: 'check_failed', detail: {} }, now)
  })
  return { result, message }
}

/**
 * Checks beside a backup that may be running, so that none has to wait; what seems wrong that way may only be unfinished. A failure
 * counts once it was found again while the repository was held.
 */
async function judge(machine: Repository, share: string, lease: Lease): Promise<Verdict> {
  const check = (...more: string[]) =>
    runRestic(machine, ['check', `--read-data-subset=${share}`, ...more], { signal: lease.signal, limitSeconds: CHECK_SECONDS })
  const first = await check('--no-lock')
  if (first.ok) return { result: 'passed', message: null }
  const suspected = await failureOf(machine, first, lease.signal)
  if (!suspected) return { result: first.reason === 'too_slow' ? 'too_slow' : 'undecided', message: first.message }
  if (!(await lease.hold())) return { result: 'undecided', message: 'another repository is held' }
  const second = await check()
  if (second.ok) return { result: 'passed', message: null }
  return { result: (await failureOf(machine, second, lease.signal)) ?? 'undecided', message: second.message }
}

async function failureOf(
  machine: Repository,
  end: Exclude<ResticEnd, { ok: true }>,
  signal: AbortSignal,
): Promise<(typeof checkFailures)[number] | null> {
  if (end.reason === 'damaged') return 'damaged'
  if (end.reason === 'wrong_password') return 'unreadable'
  // restic says so too when the storage does not answer.
  if (end.reason === 'no_repository' && (await hasRepository(machine.id, signal)) === false) return 'unreadable'
  return null
}
