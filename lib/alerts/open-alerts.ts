import { and, count, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { alertEvents, alerts, contracts, machines, spaces } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { isCovered } from './covered'
import { aboutNames } from './queries'
import type { AlertHistory, OpenAlert } from './types'

const OTHERS_SHOWN = 500

/**
 * The open episodes of the actor's spaces, the escalated and then the oldest first, up to a limit, with how many there are. Silences have a
 * list of their own, which tells what they cover too. `search` looks into the names of machine, contract and space.
 */
export function listOpenAlerts(actor: UserActor, now: Date, search = ''): Promise<{ rows: OpenAlert[]; total: number }> {
  return withActor(actor, async (tx) => {
    const others = and(sql`${alerts.kind} <> 'missed' and not ${isCovered}`, aboutNames(search))
    const rows = await selectOpen(tx, others, now).limit(OTHERS_SHOWN)
    return { rows, total: rows.length < OTHERS_SHOWN ? rows.length : await countOpen(tx, others) }
  })
}

/** The open episodes of these machines' silences, by machine: what has been done about each row of "Machines en alerte". */
export async function listSilences(actor: UserActor, machineIds: string[], now: Date): Promise<Map<string, OpenAlert>> {
  const which = and(eq(alerts.kind, 'missed'), inArray(alerts.machineId, machineIds))
  const rows = await withActor(actor, (tx) => selectOpen(tx, which, now))
  return new Map(rows.map((row) => [row.machineId ?? '', row]))
}

/** The open episodes of a machine. Throws NotFoundError. */
export function listAlertsOfMachine(actor: UserActor, machineId: string, now: Date): Promise<OpenAlert[]> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [machine] = await tx.select({ id: machines.id }).from(machines).where(eq(machines.id, id))
    found(machine, 'machine')
    return selectOpen(tx, eq(alerts.machineId, id), now)
  })
}

/** The open episodes of a contract and of its machines; a silence tells what fails beneath it. Throws NotFoundError. */
export function listAlertsOfContract(actor: UserActor, contractId: string, now: Date): Promise<OpenAlert[]> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, async (tx) => {
    const [contract] = await tx.select({ id: contracts.id }).from(contracts).where(eq(contracts.id, id))
    found(contract, 'contract')
    const ofMachines = sql`${alerts.machineId} in (select m.id from ${machines} m where m.contract_id = ${id})`
    return selectOpen(tx, and(or(eq(alerts.contractId, id), ofMachines), sql`not ${isCovered}`), now)
  })
}

/** The last episodes of a machine, open or not, the newest first. Throws NotFoundError. */
export function listAlertHistory(actor: UserActor, machineId: string, limit: number): Promise<AlertHistory[]> {
  const id = parseId(machineId, 'machine')
  return withActor(actor, async (tx) => {
    const [machine] = await tx.select({ id: machines.id }).from(machines).where(eq(machines.id, id))
    found(machine, 'machine')
    return tx
      .select({
        id: alerts.id,
        kind: alerts.kind,
        openedAt: alerts.openedAt,
        closedAt: alerts.closedAt,
        end: alerts.end,
        events: sql<AlertHistory['events']>`(
          select json_agg(json_build_object('kind', e.kind, 'at', e.at, 'by', e.by_name, 'reason', e.reason) order by e.id)
          from ${alertEvents} e where e.alert_id = alerts.id)`,
      })
      .from(alerts)
      .where(eq(alerts.machineId, id))
      .orderBy(desc(alerts.id))
      .limit(limit)
  })
}

const ofEpisode = sql`${contracts.id} = coalesce(${alerts.contractId}, ${machines.contractId})`

const selectOpen = (tx: Tx, which: SQL | undefined, now: Date) =>
  tx
    .select({
      id: alerts.id,
      kind: alerts.kind,
      detail: alerts.detail,
      sinceAt: alerts.sinceAt,
      openedAt: alerts.openedAt,
      escalated: sql<boolean>`${alerts.escalatedAt} is not null`,
      hold: holdAt(now),
      machineId: alerts.machineId,
      machineName: machines.name,
      contractId: contracts.id,
      contractTitle: contracts.title,
      spaceName: spaces.name,
    })
    .from(alerts)
    .leftJoin(machines, eq(machines.id, alerts.machineId))
    .innerJoin(contracts, ofEpisode)
    .innerJoin(spaces, eq(spaces.id, alerts.spaceId))
    .where(and(isNull(alerts.closedAt), which))
    .orderBy(sql`${alerts.escalatedAt} is null`, alerts.sinceAt, alerts.id)
    .$dynamic()

async function countOpen(tx: Tx, which: SQL | undefined): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(alerts)
    .leftJoin(machines, eq(machines.id, alerts.machineId))
    .innerJoin(contracts, ofEpisode)
    .innerJoin(spaces, eq(spaces.id, alerts.spaceId))
    .where(and(isNull(alerts.closedAt), which))
  return row?.count ?? 0
}

type HoldRow = { kind: 'acknowledged' | 'snoozed'; until: string | null; by: string; reason: string } | null

const holdAt = (now: Date) =>
  sql<HoldRow>`case
    when ${alerts.acknowledgedAt} is not null then json_build_object('kind', 'acknowledged', 'by', ${alerts.heldBy}, 'reason', ${alerts.holdReason})
    when ${alerts.snoozedUntil} > ${now.toISOString()}::timestamptz
      then json_build_object('kind', 'snoozed', 'until', ${alerts.snoozedUntil}, 'by', ${alerts.heldBy}, 'reason', ${alerts.holdReason})
    end`.mapWith((row: HoldRow) => row && { ...row, until: row.until ? new Date(row.until) : null })
