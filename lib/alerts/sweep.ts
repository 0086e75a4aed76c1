import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { alerts, backups, contracts, machines, repositories, resellers, spaces } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { log } from '@/lib/log'
import { addresses } from './addresses'
import { recipientsOf } from './audience'
import { type Cause, endOf, type Judgement, judgeMachine } from './causes'
import { closeEpisodes, type Ending, type Opening, openEpisodes } from './episodes'
import { escalatesAt, nextDue } from './pace'
import { UNTOUCHED, weighContracts } from './volumes'

const BATCH = 500
const PUT_OFF_MILLISECONDS = 3_600_000

/**
 * Looks at a batch of the machines that are due, by index and never by a scan: opens and closes their episodes and those of their
 * contracts, with the notices of whom to tell, in one transaction. Any number of workers may do so side by side. Answers how many it
 * looked at; fewer than `BATCH` means that no more are due. After a batch that failed they are looked at one by one.
 */
export async function sweepMachines(actor: SystemActor, now: Date): Promise<{ looked: number; more: boolean }> {
  try {
    return await withActor(actor, async (tx) => {
      const ids = await holdDue(tx, now)
      await look(tx, ids, now)
      return { looked: ids.length, more: ids.length === BATCH }
    })
  } catch (error) {
    log.error({ err: error }, 'a batch of machines could not be swept together')
    return sweepSingly(actor, now)
  }
}

/** One machine that cannot be judged keeps nobody else waiting: it is put off, and the log names it. */
async function sweepSingly(actor: SystemActor, now: Date): Promise<{ looked: number; more: boolean }> {
  const ids = await withActor(actor, (tx) => holdDue(tx, now))
  for (const id of ids)
    await withActor(actor, async (tx) => look(tx, await holdDue(tx, now, id), now)).catch(async (error: unknown) => {
      log.error({ err: error, machineId: id }, 'a machine could not be swept')
      const later = new Date(now.getTime() + PUT_OFF_MILLISECONDS)
      await withActor(actor, (tx) => tx.update(machines).set({ alertAfter: later }).where(eq(machines.id, id)))
    })
  return { looked: ids.length, more: ids.length === BATCH }
}

/** The machines to look at, or the one if it still is, held until the transaction ends. */
async function holdDue(tx: Tx, now: Date, id?: string): Promise<string[]> {
  const due = await tx
    .select({ id: machines.id })
    .from(machines)
    .where(and(lte(machines.alertAfter, now), id ? eq(machines.id, id) : undefined))
    .orderBy(machines.alertAfter)
    .limit(BATCH)
    .for('no key update', { skipLocked: true })
  return due.map(({ id }) => id)
}

async function look(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const rows = await readFacts(tx, ids)
  const judged = rows.map((machine) => ({ machine, judgement: judgeMachine(machine, now) }))
  await closeEpisodes(tx, await findEndings(tx, judged), now)
  await openEpisodes(tx, await findOpenings(tx, judged, now), now)
  await weighContracts(tx, [...new Set(rows.map(({ contractId }) => contractId))], now)
  await setLooks(tx, judged)
}

type Judged = { machine: Facts; judgement: Judgement }
type Facts = Awaited<ReturnType<typeof readFacts>>[number]

const readFacts = (tx: Tx, ids: string[]) =>
  tx
    .select({
      id: machines.id,
      resellerId: machines.resellerId,
      spaceId: machines.spaceId,
      contractId: machines.contractId,
      lastBackupAt: machines.lastBackupAt,
      lastFinishedAt: machines.lastFinishedAt,
      lastOutcome: machines.lastOutcome,
      registeredAt: machines.registeredAt,
      configError: machines.configError,
      backupAlert: machines.backupAlert,
      missedAlert: machines.missedAlert,
      missedAfterDays: sql<number>`coalesce(${machines.missedAfterDays}, ${resellers.missedAfterDays})`,
      suspended: sql<boolean>`${contracts.suspendedAt} is not null or ${resellers.suspendedAt} is not null`,
      checkFailure: repositories.checkFailure,
      freezeReason: machines.retentionFrozenReason,
      remindAfterDays: resellers.remindAfterDays,
      ...addresses,
    })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(spaces, eq(spaces.id, machines.spaceId))
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .leftJoin(repositories, eq(repositories.machineId, machines.id))
    .where(inArray(machines.id, ids))

/** The open episodes of these machines whose cause is gone. */
async function findEndings(tx: Tx, judged: Judged[]): Promise<Ending[]> {
  const byId = new Map(judged.map((each) => [each.machine.id, each]))
  const open = await tx
    .select({ id: alerts.id, machineId: alerts.machineId, kind: alerts.kind, sinceAt: alerts.sinceAt })
    .from(alerts)
    .where(and(inArray(alerts.machineId, [...byId.keys()]), isNull(alerts.closedAt)))
  return open.flatMap((alert) => {
    const each = byId.get(alert.machineId ?? '')
    if (!each) return []
    const { machine, judgement } = each
    if (judgement.undecided.includes(alert.kind) || judgement.causes.some(({ kind }) => kind === alert.kind)) return []
    return [{ resellerId: machine.resellerId, spaceId: machine.spaceId, alertId: alert.id, end: endOf(alert, machine) }]
  })
}

async function findOpenings(tx: Tx, judged: Judged[], now: Date): Promise<Opening[]> {
  const failed = judged.filter(({ judgement }) => judgement.causes.some(({ kind }) => kind === 'failed' || kind === 'partial'))
  const errors = await readLastErrors(
    tx,
    failed.map(({ machine }) => machine.id),
  )
  return judged.flatMap(({ machine, judgement }) => judgement.causes.map((cause) => openingOf(machine, cause, errors.get(machine.id), now)))
}

function openingOf(machine: Facts, { kind, sinceAt, detail }: Cause, error: string | null | undefined, now: Date): Opening {
  const { resellerId, spaceId, missedAfterDays, remindAfterDays } = machine
  const fresh = { kind, sinceAt, openedAt: now, ...UNTOUCHED, missedAfterDays, remindAfterDays }
  // What is found late has escalated by then: one piece of news, not two.
  const escalatedAt = escalatesAt(fresh) <= now ? now : null
  return {
    ...{ resellerId, spaceId, machineId: machine.id, contractId: null, kind, sinceAt },
    detail: kind === 'failed' || kind === 'partial' ? { ...detail, error: error?.slice(0, 500).toWellFormed() ?? null } : detail,
    ...{ escalatedAt, dueAt: nextDue({ ...fresh, escalatedAt }, now) },
    recipients: recipientsOf(kind, machine, machine),
  }
}

async function readLastErrors(tx: Tx, machineIds: string[]): Promise<Map<string, string | null>> {
  if (machineIds.length === 0) return new Map()
  const rows = await tx.execute<{ machine_id: string; error: string | null }>(sql`
    select m.id as machine_id, (select b.error from ${backups} b where b.machine_id = m.id and b.outcome in ('failed', 'partial') order by b.id desc limit 1) as error
    from unnest(${sql.param(machineIds)}::uuid[]) as m(id)`)
  return new Map(rows.map((row) => [row.machine_id, row.error]))
}

/** When to look at each machine again. */
async function setLooks(tx: Tx, judged: Judged[]): Promise<void> {
  const looks = JSON.stringify(judged.map(({ machine, judgement }) => ({ id: machine.id, after: judgement.lookAfter })))
  await tx.execute(sql`
    update ${machines} m set alert_after = l.after from jsonb_to_recordset(${looks}::jsonb) as l(id uuid, after timestamptz) where m.id = l.id`)
}
