import { type Column, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  alerts,
  backups,
  contracts,
  machines,
  resellers,
  spaces,
  type WebhookEvent,
  webhookDeliveries,
  webhookSubscriptions,
} from '@/db/schema'
import { brandUrlOf } from '@/lib/hosts/links'

type Happened = { reseller_id: SQL; key: SQL; data: SQL; from: SQL }

/**
 * Writes an event into the outbox of every webhook that is to be told of it, in the transaction of its cause and with one statement, of
 * any number of things. Told again, it stays one message.
 */
async function tell(tx: Tx, event: WebhookEvent, { reseller_id, key, data, from }: Happened, at: Date): Promise<void> {
  const time = at.toISOString()
  await tx.execute(sql`
    insert into ${webhookDeliveries} (reseller_id, webhook_id, event, key, body, created_at, due_at)
    select w.reseller_id, w.webhook_id, w.event, w.event || ':' || ${key},
      json_build_object('type', w.event, 'timestamp', ${time}::text, 'data', ${data})::text, ${time}, ${time}
    ${from} join ${webhookSubscriptions} w on w.reseller_id = ${reseller_id} and w.event = ${event} and w.active
    on conflict do nothing`)
}

const iso = (at: SQL) => sql`to_char(${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const url = (path: string, id: SQL) => sql`${brandUrlOf(sql`r.brand_id`)} || ${path}::text || ${id}`
// Asked for each time: on which port this machine's own hosts answer is known only once the portal has started.
const machine = () => sql`json_build_object('id', m.id, 'name', m.name, 'url', ${url('/machines/', sql`m.id`)})`
const contract = () => sql`json_build_object('id', c.id, 'title', c.title, 'url', ${url('/contracts/', sql`c.id`)})`
// Where there is no Administration the space exists and is never shown (requirements, Words).
const space = sql`case when r.product = 'business' or r.administration_option then json_build_object('id', s.id, 'name', s.name) end`

/** Whether some webhook of a reseller is told of an event, as a column of a query that reads the reseller's id anyway. */
export const isTold = (resellerId: Column, event: WebhookEvent) =>
  sql<boolean>`exists (select from ${webhookSubscriptions} w where w.reseller_id = ${resellerId} and w.event = ${event} and w.active)`

/** Tells of backups that have ended, with how. */
export const tellFinishedBackups = (tx: Tx, backupIds: string[], at: Date): Promise<void> =>
  tell(
    tx,
    'backup.finished',
    {
      reseller_id: sql`b.reseller_id`,
      key: sql`b.id`,
      data: sql`json_build_object('backup', json_build_object('id', b.id, 'outcome', b.outcome, 'startedAt', ${iso(sql`b.started_at`)},
          'finishedAt', ${iso(sql`b.finished_at`)}, 'durationSeconds', b.duration_seconds, 'filesNew', b.files_new,
          'filesChanged', b.files_changed, 'bytesProcessed', b.bytes_processed, 'bytesAdded', b.bytes_added, 'error', b.error,
          'url', ${url('/backups/', sql`b.id`)}),
        'machine', ${machine()}, 'contract', ${contract()}, 'space', ${space})`,
      from: sql`from ${backups} b join ${machines} m on m.id = b.machine_id and b.id = any(${sql.param(backupIds)}::uuid[])
        join ${contracts} c on c.id = m.contract_id join ${spaces} s on s.id = m.space_id join ${resellers} r on r.id = m.reseller_id`,
    },
    at,
  )

/** Tells of episodes that opened or closed. */
export async function tellAlerts(tx: Tx, happened: { alertId: string; kind: string }[], at: Date): Promise<void> {
  for (const kind of ['opened', 'closed'] as const) {
    const ids = happened.filter((event) => event.kind === kind).map(({ alertId }) => alertId)
    if (ids.length > 0) await tellOf(tx, `alert.${kind}`, ids, at)
  }
}

const tellOf = (tx: Tx, event: 'alert.opened' | 'alert.closed', alertIds: string[], at: Date): Promise<void> =>
  tell(
    tx,
    event,
    {
      reseller_id: sql`a.reseller_id`,
      key: sql`a.id`,
      data: sql`json_build_object('alert', json_build_object('id', a.id, 'kind', a.kind, 'since', ${iso(sql`a.since_at`)},
          'openedAt', ${iso(sql`a.opened_at`)}, 'closedAt', ${iso(sql`a.closed_at`)}, 'end', a.ended_by, 'detail', a.detail,
          'url', ${brandUrlOf(sql`r.brand_id`)} || '/alerts'),
        'machine', case when m.id is not null then ${machine()} end, 'contract', ${contract()}, 'space', ${space})`,
      from: sql`from ${alerts} a left join ${machines} m on m.id = a.machine_id
        join ${contracts} c on c.id = coalesce(a.contract_id, m.contract_id) and a.id = any(${sql.param(alertIds)}::uuid[])
        join ${spaces} s on s.id = a.space_id join ${resellers} r on r.id = a.reseller_id`,
    },
    at,
  )

/** Tells of a machine that was added. */
export const tellAddedMachine = (tx: Tx, machineId: string, at: Date): Promise<void> =>
  tell(
    tx,
    'machine.added',
    {
      reseller_id: sql`m.reseller_id`,
      key: sql`m.id`,
      data: sql`json_build_object('machine', ${machine()}, 'contract', ${contract()}, 'space', ${space})`,
      from: sql`from ${machines} m join ${contracts} c on c.id = m.contract_id and m.id = ${machineId}::uuid
        join ${spaces} s on s.id = m.space_id join ${resellers} r on r.id = m.reseller_id`,
    },
    at,
  )

/** Tells of a contract that was suspended or let back in; each time is another event. */
export const tellContract = (tx: Tx, event: 'contract.suspended' | 'contract.reactivated', contractId: string, at: Date): Promise<void> =>
  tell(
    tx,
    event,
    {
      reseller_id: sql`c.reseller_id`,
      key: sql`c.id || ':' || ${at.toISOString()}::text`,
      data: sql`json_build_object('contract', ${contract()}, 'space', ${space})`,
      from: sql`from ${contracts} c join ${spaces} s on s.id = c.space_id and c.id = ${contractId}::uuid
        join ${resellers} r on r.id = c.reseller_id`,
    },
    at,
  )
