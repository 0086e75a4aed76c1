import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { backups, machines } from '@/db/schema'
import { inPeriod } from './ended'
import { daysOf } from './period'
import type { Period } from './schema'
import type { VolumePoint } from './types'

/** What is added to a contract's volume on a day, less what goes; the first day brings all that was there before. */
type Change = { day: string; bytes: number }

/** A contract's volume day by day. Postgres adds up the machines, so that a large contract comes back as one row a day too. */
export async function selectContractVolume(tx: Tx, contractId: string, { from, to }: Period, timeZone: string): Promise<VolumePoint[]> {
  const rows = await tx.execute<Change>(sql`
    with stood as (
      select m.id as machine_id, v.day, v.bytes
      from ${machines} m cross join lateral (
        (select '' as day, b.stored_bytes as bytes from ${backups} b
         where b.machine_id = m.id and b.outcome in ('success', 'partial') and b.started_at < (${from}::date::timestamp at time zone ${timeZone})
         order by b.id desc limit 1)
        union all
        (select distinct on (1) to_char((b.started_at at time zone ${timeZone})::date, 'YYYY-MM-DD'), b.stored_bytes from ${backups} b
         where b.machine_id = m.id and b.outcome in ('success', 'partial') and ${inPeriod({ from, to }, timeZone)}
         order by 1, b.id desc)
      ) v where m.contract_id = ${contractId} and v.bytes is not null),
    changed as (select day, bytes - lag(bytes, 1, 0::bigint) over (partition by machine_id order by day) as bytes from stood)
    select greatest(day, ${from}) as day, sum(bytes)::float8 as bytes from changed group by 1`)
  return addUp([...rows], daysOf({ from, to }))
}

function addUp(changes: Change[], days: string[]): VolumePoint[] {
  const byDay = new Map(changes.map(({ day, bytes }) => [day, bytes]))
  let bytes = 0
  return days.map((day) => {
    bytes += byDay.get(day) ?? 0
    return { day, bytes }
  })
}
