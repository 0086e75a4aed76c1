import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { machines, repositories, snapshots } from '@/db/schema'

export type Arrival = { machineId: string; snapshotId: string }

/** A machine that backs up all the time is looked at once an hour. */
const REST_MINUTES = 60

/**
 * Notes the snapshots that have just been stored, with the server's own time, and asks for a visit to their repositories soon. One that
 * had been removed and comes back counts from now on.
 */
export async function recordArrivals(tx: Tx, arrivals: Arrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const rows = arrivals.map(({ machineId, snapshotId }) => ({ machine_id: machineId, id: snapshotId }))
  const arrived = sql`(select distinct m.id as machine_id, m.reseller_id, m.space_id, r.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(machine_id uuid, id text) join ${machines} m on m.id = r.machine_id)`
  await tx.execute(sql`
    insert into ${snapshots} as s (machine_id, reseller_id, space_id, id, seen_by)
    select machine_id, reseller_id, space_id, id, 'gateway' from ${arrived} a order by machine_id, id
    on conflict (machine_id, id) do update set received_at = now(), seen_by = 'gateway', removed_at = null where s.removed_at is not null`)
  await tx.execute(sql`
    insert into ${repositories} as r (machine_id, reseller_id, space_id)
    select distinct machine_id, reseller_id, space_id from ${arrived} a order by machine_id
    on conflict (machine_id) do update
      set visit_due_at = least(r.visit_due_at, greatest(now(), r.visited_at + make_interval(mins => ${REST_MINUTES})))`)
}
