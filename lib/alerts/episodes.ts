import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type AlertDetail, type AlertEventKind, type AlertKind, type alertEnds, alertEvents, alertNotices, alerts } from '@/db/schema'
import { tellAlerts } from '@/lib/webhooks/events'
import type { Recipient } from './audience'

type Place = { resellerId: string; spaceId: string }
export type Opening = Place & {
  machineId: string | null
  contractId: string | null
  kind: AlertKind
  sinceAt: Date
  detail: AlertDetail
  escalatedAt: Date | null
  dueAt: Date | null
  recipients: Recipient[]
}
export type Ending = Place & { alertId: string; end: (typeof alertEnds)[number] }
export type Happening = Place & { alertId: string; kind: AlertEventKind; recipients: Recipient[] }

/** So many rows one statement takes: Postgres counts at most 65,535 parameters. */
const CHUNK = 1_000

/** Opens episodes, each with its event and its notices. Of one that is open already only the figures are brought up to date. */
export async function openEpisodes(tx: Tx, openings: Opening[], now: Date): Promise<void> {
  for (const chunk of chunks(openings)) {
    await refreshDetails(tx, chunk)
    const opened = await tx
      .insert(alerts)
      .values(chunk.map(({ recipients, ...row }) => ({ ...row, openedAt: now })))
      .onConflictDoNothing()
      .returning({ id: alerts.id, kind: alerts.kind, machineId: alerts.machineId, contractId: alerts.contractId })
    const ids = new Map(opened.map((row) => [keyOf(row), row.id]))
    const happened = chunk.flatMap(({ resellerId, spaceId, recipients, ...row }): Happening[] => {
      const alertId = ids.get(keyOf(row))
      if (!alertId) return []
      const event = { resellerId, spaceId, alertId }
      const escalated = row.escalatedAt ? [{ ...event, kind: 'escalated' as const, recipients: [] }] : []
      return [{ ...event, kind: 'opened', recipients }, ...escalated]
    })
    await note(tx, happened, now)
  }
}

/** A silence also begins later, when an old backup is heard of late. */
async function refreshDetails(tx: Tx, openings: Opening[]): Promise<void> {
  for (const column of ['machine_id', 'contract_id'] as const) {
    const rows = openings.flatMap(({ machineId, contractId, kind, detail, sinceAt }) => {
      const id = column === 'machine_id' ? machineId : contractId
      return id ? [{ id, kind, detail, since_at: sinceAt }] : []
    })
    if (rows.length === 0) continue
    await tx.execute(sql`
      update ${alerts} a set detail = r.detail, since_at = case a.kind when 'missed' then r.since_at else a.since_at end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind text, detail jsonb, since_at timestamptz)
      where a.${sql.raw(column)} = r.id and a.kind = r.kind and a.closed_at is null
        and (a.detail <> r.detail or (a.kind = 'missed' and a.since_at <> r.since_at))`)
  }
}

/**
 * Closes episodes. Who was told of one is told that it is over, unless it only is no longer wanted; of what was over before
 * anybody heard of it, nobody hears.
 */
export async function closeEpisodes(tx: Tx, endings: Ending[], now: Date): Promise<void> {
  for (const chunk of chunks(endings)) {
    const ends = new Map(chunk.map((ending) => [ending.alertId, ending]))
    const closed = await tx
      .update(alerts)
      .set({ closedAt: now, dueAt: null, end: endIn(chunk) })
      .where(
        and(
          inArray(
            alerts.id,
            chunk.map(({ alertId }) => alertId),
          ),
          isNull(alerts.closedAt),
        ),
      )
      .returning({ id: alerts.id })
    const told = await withdrawUnheard(
      tx,
      closed.map(({ id }) => id),
    )
    const happened = closed.flatMap(({ id }): Happening[] => {
      const ending = ends.get(id)
      if (!ending) return []
      const { resellerId, spaceId, end } = ending
      return [{ resellerId, spaceId, alertId: id, kind: 'closed', recipients: end === 'over' ? (told.get(id) ?? []) : [] }]
    })
    await note(tx, happened, now)
  }
}

/** Writes what happened to episodes, and who is to be told. */
export async function note(tx: Tx, happened: Happening[], now: Date): Promise<void> {
  for (const chunk of chunks(happened)) {
    const events = await tx
      .insert(alertEvents)
      .values(chunk.map(({ recipients, ...event }) => ({ ...event, at: now })))
      .onConflictDoNothing()
      .returning({ id: alertEvents.id, alertId: alertEvents.alertId, kind: alertEvents.kind })
    await tellAlerts(tx, events, now)
    const ids = new Map(events.map((event) => [`${event.alertId} ${event.kind}`, event.id]))
    const notices = chunk.flatMap(({ resellerId, spaceId, alertId, kind, recipients }) => {
      const eventId = ids.get(`${alertId} ${kind}`)
      return eventId ? recipients.map((recipient) => ({ resellerId, spaceId, eventId, ...recipient, createdAt: now })) : []
    })
    for (const rows of chunks(notices)) await tx.insert(alertNotices).values(rows).onConflictDoNothing()
  }
}

/** Takes back what nobody was told yet of these episodes; answers who was told anything of them: that they began, go on or got worse. */
async function withdrawUnheard(tx: Tx, alertIds: string[]): Promise<Map<string, Recipient[]>> {
  const told = new Map<string, Recipient[]>()
  if (alertIds.length === 0) return told
  const rows = await tx
    .select({
      noticeId: alertNotices.id,
      alertId: alertEvents.alertId,
      mailedAt: alertNotices.mailedAt,
      audience: alertNotices.audience,
      recipient: alertNotices.recipient,
      locale: alertNotices.locale,
    })
    .from(alertNotices)
    .innerJoin(alertEvents, eq(alertEvents.id, alertNotices.eventId))
    .where(inArray(alertEvents.alertId, alertIds))
    .for('update', { of: alertNotices })
  for (const { alertId, mailedAt, audience, recipient, locale } of rows) {
    const known = told.get(alertId) ?? []
    const isKnown = known.some((other) => other.audience === audience && other.recipient === recipient)
    if (mailedAt && !isKnown) told.set(alertId, [...known, { audience, recipient, locale }])
  }
  const unheard = rows.filter(({ mailedAt }) => !mailedAt).map(({ noticeId }) => noticeId)
  for (const ids of chunks(unheard)) await tx.delete(alertNotices).where(inArray(alertNotices.id, ids))
  return told
}

const endIn = (endings: Ending[]) => {
  const rows = JSON.stringify(endings.map(({ alertId, end }) => ({ id: alertId, ended_by: end })))
  return sql`(select e.ended_by from jsonb_to_recordset(${rows}::jsonb) as e(id uuid, ended_by text) where e.id = alerts.id)`
}

const keyOf = (row: { machineId: string | null; contractId: string | null; kind: string }) =>
  `${row.machineId ?? row.contractId} ${row.kind}`

function* chunks<T>(list: T[]): Generator<T[]> {
  for (let at = 0; at < list.length; at += CHUNK) yield list.slice(at, at + CHUNK)
}
