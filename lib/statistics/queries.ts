import { sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { backups, contracts, machines, spaces } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { parseId } from '@/lib/ids'
import { getMachine } from '@/lib/machines/queries'
import { inPeriod, totals } from './ended'
import { daysOf, periodBefore } from './period'
import type { GlobalStatisticsInput, Period } from './schema'
import type { DayTotals, GlobalStatistics, GroupTotals, MachineStatistic, Totals, VolumePoint } from './types'
import { selectContractVolume } from './volumes'

const NOTHING: Totals = { backups: 0, success: 0, partial: 0, failed: 0, cancelled: 0, bytesAdded: 0, durationSeconds: 0 }

/** Volume, backups, outcomes and durations of the actor's spaces, per day, space and contract, beside the period before (requirements E3). */
export function getGlobalStatistics(actor: UserActor, input: GlobalStatisticsInput): Promise<GlobalStatistics> {
  const { timeZone } = actor.account
  const where = (period: Period) => sql`${inPeriod(period, timeZone)} and b.reseller_id = ${actor.resellerId}
    ${input.spaceId ? sql`and b.space_id = ${input.spaceId}` : sql``}
    ${input.contractId ? sql`and b.machine_id in (select id from ${machines} where contract_id = ${input.contractId})` : sql``}`
  return withActor(actor, async (tx) => {
    const [days, [previous], perContract] = await Promise.all([
      tx.execute<DayTotals>(sql`
        select to_char((b.started_at at time zone ${timeZone})::date, 'YYYY-MM-DD') as day, ${totals}
        from ${backups} b where ${where(input.period)} group by 1 order by 1`),
      tx.execute<Totals>(sql`select ${totals} from ${backups} b where ${where(periodBefore(input.period))}`),
      tx.execute<GroupTotals & { spaceId: string; spaceName: string }>(sql`
        with per_machine as (select b.machine_id, ${totals} from ${backups} b where ${where(input.period)} group by 1)
        select c.id, c.title as name, s.id as "spaceId", s.name as "spaceName", sum(p.backups)::int as backups, sum(p.success)::int as success,
          sum(p.partial)::int as partial, sum(p.failed)::int as failed, sum(p.cancelled)::int as cancelled,
          sum(p."bytesAdded") as "bytesAdded", sum(p."durationSeconds") as "durationSeconds"
        from per_machine p join ${machines} m on m.id = p.machine_id join ${contracts} c on c.id = m.contract_id join ${spaces} s on s.id = c.space_id
        group by c.id, s.id order by c.title collate "und-x-icu", c.id`),
    ])
    return {
      days: everyDay([...days], input.period),
      total: [...days].reduce(add, NOTHING),
      previous: previous ?? NOTHING,
      spaces: bySpace([...perContract]),
      contracts: [...perContract].map(({ spaceId: _, spaceName: __, ...contract }) => contract),
    }
  })
}

/** A machine's ended backups of a period, oldest first, with the machine's volume after each (requirements D8). Throws NotFoundError. */
export async function listMachineStatistics(actor: UserActor, machineId: string, period: Period): Promise<MachineStatistic[]> {
  const { id } = await getMachine(actor, machineId)
  return withActor(actor, async (tx) => {
    const rows = await tx.execute<Omit<MachineStatistic, 'startedAt'> & { startedAt: string }>(sql`
      select b.id, b.started_at as "startedAt", b.outcome, coalesce(b.bytes_added, 0)::float8 as "bytesAdded",
        coalesce(b.stored_bytes, 0)::float8 as "storedBytes", coalesce(b.duration_seconds, 0)::float8 as "durationSeconds",
        coalesce(b.files_new + b.files_changed + b.files_unmodified, 0)::float8 as files
      from ${backups} b where b.machine_id = ${id} and ${inPeriod(period, actor.account.timeZone)} order by b.started_at, b.id`)
    return rows.map((row) => ({ ...row, startedAt: new Date(row.startedAt) }))
  })
}

/** A contract's volume at the end of each day of a period: the sum of what its machines' last backups until then had stored. */
export function getContractVolume(actor: UserActor, contractId: string, period: Period): Promise<VolumePoint[]> {
  const id = parseId(contractId, 'contract')
  return withActor(actor, (tx) => selectContractVolume(tx, id, period, actor.account.timeZone))
}

function everyDay(rows: DayTotals[], period: Period): DayTotals[] {
  const known = new Map(rows.map((row) => [row.day, row]))
  return daysOf(period).map((day) => known.get(day) ?? { ...NOTHING, day })
}

function bySpace(rows: (GroupTotals & { spaceId: string; spaceName: string })[]): GroupTotals[] {
  const groups = new Map<string, GroupTotals>()
  for (const row of rows) {
    const group = groups.get(row.spaceId) ?? { ...NOTHING, id: row.spaceId, name: row.spaceName }
    groups.set(row.spaceId, { ...add(group, row), id: row.spaceId, name: row.spaceName })
  }
  return [...groups.values()].sort((a, b) => a.name.localeCompare(b.name))
}

const add = (a: Totals, b: Totals): Totals => ({
  backups: a.backups + b.backups,
  success: a.success + b.success,
  partial: a.partial + b.partial,
  failed: a.failed + b.failed,
  cancelled: a.cancelled + b.cancelled,
  bytesAdded: a.bytesAdded + b.bytesAdded,
  durationSeconds: a.durationSeconds + b.durationSeconds,
})
