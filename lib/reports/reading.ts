import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type AlertKind, alerts, backups, brands, contracts, machines, resellers, spaces } from '@/db/schema'
import { forecastVolume } from '@/lib/contracts/forecast'
import { found } from '@/lib/errors'
import { inPeriod, totals } from '@/lib/statistics/ended'
import type { Period } from '@/lib/statistics/schema'
import type { Totals, VolumePoint } from '@/lib/statistics/types'
import { selectContractVolume } from '@/lib/statistics/volumes'
import { chooseMonth, monthIn, periodOfMonth, reportMonths } from './month'
import type { ContractReport, ReportContract, ReportIncident, ReportMachine } from './types'

const MOST_MACHINES = 500
const MOST_INCIDENTS = 100
const DAY = 86_400_000
/** What the trend is judged by lies before the month too. */
const TREND_DAYS = 31

/** What concerns the client; what only the reseller can mend is no incident of the client's (requirements E5). */
const INCIDENTS: AlertKind[] = ['missed', 'failed', 'partial', 'over_volume']

/**
 * The report on a contract in `asked`, or in the month that is meant where there is none of that. Four statements, however many machines
 * and backups there are. Throws NotFoundError outside the scope of the transaction.
 */
export async function readReport(tx: Tx, contractId: string, asked: string | null, now: Date): Promise<ContractReport> {
  const contract = await selectContract(tx, contractId)
  const { timeZone, createdAt, subscribedBytes, suspendedAt } = contract
  const months = reportMonths(createdAt, timeZone, now)
  const month = chooseMonth(months, asked)
  const period = periodOfMonth(month, timeZone, now)
  const [points, machineRows, incidentRows] = await Promise.all([
    selectContractVolume(tx, contractId, { from: daysBefore(period.from, TREND_DAYS), to: period.to }, timeZone),
    selectMachines(tx, contractId, period, timeZone),
    selectIncidents(tx, contractId, period, timeZone),
  ])
  const volumes = points.filter(({ day }) => day >= period.from)
  return {
    ...{ contract, month, period, months, volumes },
    running: month === monthIn(timeZone, now),
    volumeBytes: bytesAt(points, period.to),
    grownBytes: bytesAt(points, period.to) - bytesAt(points, daysBefore(period.from, 1)),
    forecast: suspendedAt ? { kind: 'suspended' } : forecastVolume(points, subscribedBytes),
    ...machineRows,
    ...incidentRows,
  }
}

const daysBefore = (day: string, days: number): string => new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10)
const bytesAt = (points: VolumePoint[], day: string): number => points.find((point) => point.day === day)?.bytes ?? 0

async function selectContract(tx: Tx, contractId: string): Promise<ReportContract> {
  const { id, title, clientEmail, clientLocale, subscribedBytes, suspendedAt, createdAt } = contracts
  const { productName, accentColor, supportEmail, supportPhone, supportUrl } = brands
  const [row] = await tx
    .select({
      ...{ id, title, clientEmail, clientLocale, subscribedBytes, suspendedAt, createdAt },
      ...{ resellerId: resellers.id, resellerName: resellers.name, resellerLocale: resellers.locale, timeZone: resellers.timeZone },
      ...{ spaceId: spaces.id, alertEmail: sql<string>`coalesce(${spaces.alertEmail}, ${resellers.alertEmail})` },
      ...{ brandId: brands.id, productName, accentColor, supportEmail, supportPhone, supportUrl },
    })
    .from(contracts)
    .innerJoin(spaces, eq(spaces.id, contracts.spaceId))
    .innerJoin(resellers, eq(resellers.id, contracts.resellerId))
    .innerJoin(brands, eq(brands.id, resellers.brandId))
    .where(eq(contracts.id, contractId))
  return found(row, 'contract')
}

type MachineRow = Omit<ReportMachine, 'lastBackupAt'> & {
  lastBackupAt: string | null
  sums: Totals & { machines: number; unprotected: number }
}

/** The machines by name, those that came after the period left out, and the sums over all of them. */
async function selectMachines(tx: Tx, contractId: string, period: Period, timeZone: string) {
  const end = endOf(period, timeZone)
  const rows = await tx.execute<MachineRow>(sql`
    with t as (
      select b.machine_id, ${totals} from ${backups} b
      where b.machine_id in (select id from ${machines} where contract_id = ${contractId}) and ${inPeriod(period, timeZone)} group by 1),
    all_machines as (
      select m.id, m.name, coalesce(t.backups, 0) as backups, coalesce(t.success, 0) as success, coalesce(t.partial, 0) as partial,
        coalesce(t.failed, 0) as failed, coalesce(t.cancelled, 0) as cancelled, coalesce(t."bytesAdded", 0) as "bytesAdded",
        coalesce(t."durationSeconds", 0) as "durationSeconds"
      from ${machines} m left join t on t.machine_id = m.id
      where m.contract_id = ${contractId} and (m.registered_at < ${end} or t.machine_id is not null)),
    sums as (
      select json_build_object('machines', count(*), 'unprotected', count(*) filter (where success + partial = 0), 'backups', coalesce(sum(backups), 0),
        'success', coalesce(sum(success), 0), 'partial', coalesce(sum(partial), 0), 'failed', coalesce(sum(failed), 0),
        'cancelled', coalesce(sum(cancelled), 0), 'bytesAdded', coalesce(sum("bytesAdded"), 0),
        'durationSeconds', coalesce(sum("durationSeconds"), 0)) as sums
      from all_machines),
    shown as (select * from all_machines order by name collate "und-x-icu", id limit ${MOST_MACHINES})
    select s.id, s.name, s.backups, s.success, s.partial, s.failed, coalesce(last.bytes, 0)::float8 as "volumeBytes",
      last.at as "lastBackupAt", sums.sums
    from sums left join shown s on true left join lateral (
      select b.stored_bytes as bytes, b.started_at as at from ${backups} b
      where b.machine_id = s.id and b.outcome in ('success', 'partial') and b.started_at < ${end} order by b.id desc limit 1) last on true
    order by s.name collate "und-x-icu", s.id`)
  const { machines: machineCount = 0, unprotected: unprotectedCount = 0, ...all } = rows[0]?.sums ?? NOTHING
  const shown = rows.filter(({ id }) => id !== null)
  return {
    ...{ machineCount, unprotectedCount, totals: all },
    machines: shown.map(({ sums: _, lastBackupAt, ...row }) => ({
      ...row,
      lastBackupAt: lastBackupAt === null ? null : new Date(lastBackupAt),
    })),
  }
}

const NOTHING = {
  machines: 0,
  unprotected: 0,
  backups: 0,
  success: 0,
  partial: 0,
  failed: 0,
  cancelled: 0,
  bytesAdded: 0,
  durationSeconds: 0,
}

type IncidentRow = Omit<ReportIncident, 'openedAt' | 'closedAt'> & { openedAt: string; closedAt: string | null; count: number }

/** The episodes that were open at some time of the period, the newest first. */
async function selectIncidents(tx: Tx, contractId: string, period: Period, timeZone: string) {
  const rows = await tx.execute<IncidentRow>(sql`
    with own as (
      select a.*, null::text as name from ${alerts} a where a.contract_id = ${contractId}
      union all
      select a.*, m.name from ${machines} m join ${alerts} a on a.machine_id = m.id where m.contract_id = ${contractId})
    select id, kind, name as "machineName", opened_at as "openedAt", closed_at as "closedAt", (count(*) over ())::int as count from own
    where kind = any(${sql.param(INCIDENTS)}::text[]) and opened_at < ${endOf(period, timeZone)}
      and (closed_at is null or closed_at >= (${period.from}::date::timestamp at time zone ${timeZone}))
    order by opened_at desc, id desc limit ${MOST_INCIDENTS}`)
  const incidents = rows.map(
    ({ id, kind, machineName, openedAt, closedAt }): ReportIncident => ({
      ...{ id, kind, machineName, openedAt: new Date(openedAt) },
      closedAt: closedAt === null ? null : new Date(closedAt),
    }),
  )
  return { incidents, incidentCount: rows[0]?.count ?? 0 }
}

/** The instant at which the period's last day ends. */
const endOf = ({ to }: Period, timeZone: string) => sql`((${to}::date + 1)::timestamp at time zone ${timeZone})`
