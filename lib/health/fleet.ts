import { asc, eq, gt, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backups, contracts, heartbeats, instances, machines, mails, resellers } from '@/db/schema'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { SWEEP, watchOf } from './rounds'
import type { AgentVersion, FailingMachine, FleetHealth, SilentReseller } from './types'

/** Beats come each fifteen seconds; three of them missed is silence. */
const SILENT_SECONDS = 60
const SHOWN_HOURS = 24
/** An agent asks every half minute; a machine that is off over night and a day is not news yet. */
const SILENT_MACHINE_DAYS = 2
const MAIL_OVERDUE_MINUTES = 10
const MAIL_DAYS = 7
const FAILING_DAYS = 7
const FAILING_SHOWN = 10

const ago = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)

/** How the platform stands: each figure counted in the database, none row by row. */
export function getFleetHealth(actor: OperatorActor | SystemActor, now: Date): Promise<FleetHealth> {
  return withActor(actor, async (tx) => {
    const [database, rows, watch, mailCounts, fleet, broken, failing] = await Promise.all([
      readDatabase(tx),
      tx
        .select()
        .from(instances)
        .where(gt(instances.seenAt, ago(now, SHOWN_HOURS * 3600)))
        .orderBy(asc(instances.startedAt), asc(instances.id)),
      readWatch(tx, now),
      countMails(tx, now),
      countMachines(tx, now),
      countBroken(tx, now),
      listFailing(tx, now),
    ])
    const shown = rows.filter(({ stoppedAt }) => !stoppedAt)
    const silentSince = ago(now, SILENT_SECONDS)
    return {
      database,
      instances: shown.map(({ stoppedAt, ...row }) => ({ ...row, silent: row.seenAt < silentSince })),
      watch,
      mails: mailCounts,
      ...fleet,
      backups: broken,
      failing,
    }
  })
}

async function readDatabase(tx: Tx): Promise<FleetHealth['database']> {
  const [row] = await tx.execute<FleetHealth['database']>(sql`
    select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes,
      current_setting('max_connections')::int as "maxConnections",
      (select numbackends from pg_stat_database where datname = current_database()) as connections`)
  if (!row) throw new Error('the database says nothing of itself')
  return row
}

async function readWatch(tx: Tx, now: Date): Promise<FleetHealth['watch']> {
  const [row] = await tx.select({ at: heartbeats.at }).from(heartbeats).where(eq(heartbeats.name, SWEEP))
  const roundAt = row?.at ?? null
  return { state: watchOf(roundAt, now), roundAt }
}

async function countMails(tx: Tx, now: Date): Promise<FleetHealth['mails']> {
  const waiting = sql`sent_at is null and failed_at is null`
  const [row] = await tx.execute<{ waiting: number; overdue: number; oldest: string | null; failed: number }>(sql`
    select (select count(*)::int from ${mails} where ${waiting}) as waiting,
      (select count(*)::int from ${mails} where ${waiting} and due_at < ${ago(now, MAIL_OVERDUE_MINUTES * 60).toISOString()}) as overdue,
      (select min(due_at) from ${mails} where ${waiting}) as oldest,
      (select count(*)::int from ${mails} where id >= first_uuidv7(${ago(now, MAIL_DAYS * 86_400).toISOString()}) and failed_at is not null) as failed`)
  return {
    waiting: row?.waiting ?? 0,
    overdue: row?.overdue ?? 0,
    failed: row?.failed ?? 0,
    oldestDueAt: row?.oldest ? new Date(row.oldest) : null,
  }
}

type Group = {
  byVersion: boolean
  version: string | null
  resellerId: string
  resellerName: string
  machines: number
  silent: number
  never: number
}

/** By version and by reseller in one pass over the fleet; machines of suspended contracts are silent by intent. */
async function countMachines(tx: Tx, now: Date): Promise<Pick<FleetHealth, 'machines' | 'agents' | 'silentResellers'>> {
  const silentSince = ago(now, SILENT_MACHINE_DAYS * 86_400).toISOString()
  const groups = await tx.execute<Group>(sql`
    select grouping(m.agent_version) = 0 as "byVersion", m.agent_version as version, m.reseller_id as "resellerId", r.name as "resellerName",
      count(*)::int as machines, count(*) filter (where m.last_seen_at < ${silentSince})::int as silent,
      count(*) filter (where m.last_seen_at is null)::int as never
    from ${machines} m join ${contracts} c on c.id = m.contract_id and c.suspended_at is null
      join ${resellers} r on r.id = m.reseller_id and r.suspended_at is null
    group by grouping sets ((m.agent_version), (m.reseller_id, r.name))`)
  const versions = groups.filter(({ byVersion }) => byVersion)
  const sum = (name: 'machines' | 'silent' | 'never') => versions.reduce((total, group) => total + group[name], 0)
  const agents: AgentVersion[] = versions.map(({ version, machines: count, silent }) => ({ version, machines: count, silent }))
  const silentResellers: SilentReseller[] = groups
    .filter(({ byVersion, silent }) => !byVersion && silent > 0)
    .map(({ resellerId, resellerName, silent }) => ({ resellerId, resellerName, machines: silent }))
  return {
    machines: { total: sum('machines'), silent: sum('silent'), never: sum('never') },
    agents: agents.toSorted((a, b) => b.machines - a.machines),
    silentResellers: silentResellers.toSorted((a, b) => b.machines - a.machines).slice(0, FAILING_SHOWN),
  }
}

async function countBroken(tx: Tx, now: Date): Promise<FleetHealth['backups']> {
  const [row] = await tx.execute<FleetHealth['backups']>(sql`
    select count(*) filter (where outcome = 'lost')::int as lost, count(*) filter (where outcome = 'failed')::int as failed
    from ${backups} where outcome in ('failed', 'lost') and id >= first_uuidv7(${ago(now, 86_400).toISOString()})`)
  return row ?? { lost: 0, failed: 0 }
}

/** The machines with the most backups failed or lost of late, with the last of their errors. */
async function listFailing(tx: Tx, now: Date): Promise<FailingMachine[]> {
  return tx.execute<FailingMachine>(sql`
    with failing as (
      select machine_id, count(*)::int as failures, (array_agg(error order by id desc) filter (where error is not null))[1] as error
      from ${backups} where outcome in ('failed', 'lost') and id >= first_uuidv7(${ago(now, FAILING_DAYS * 86_400).toISOString()})
      group by machine_id order by failures desc, machine_id limit ${FAILING_SHOWN}
    )
    select m.id as "machineId", m.name as "machineName", c.title as "contractTitle", r.id as "resellerId", r.name as "resellerName",
      failing.failures, failing.error as "lastError"
    from failing join ${machines} m on m.id = failing.machine_id join ${contracts} c on c.id = m.contract_id
      join ${resellers} r on r.id = m.reseller_id order by failing.failures desc, m.id`)
}
