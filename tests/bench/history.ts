import { sql } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { systemActor } from '@/lib/auth/system'
import { preparePartitions } from '@/lib/backups/commands'
import type { Fleet } from './fleet'

const DAYS = 1_095

/** Contracts without machines, so that the list is as long as it has to be. */
export async function addContracts(fleet: Fleet, count: number): Promise<void> {
  await withSystem('bench', (tx) =>
    tx.execute(sql`
      insert into contracts (reseller_id, space_id, title, client_email, subscribed_bytes)
      select ${fleet.resellerId}, ${fleet.spaceId}, 'Further client ' || n, 'further' || n || '@bench.test', 100000000000 from generate_series(1, ${count}::int) n`),
  )
}

/** Three years of daily backups for the first machines of the fleet: about a million for `machines` 914. */
export async function addHistory(fleet: Fleet, machines: number): Promise<number> {
  const now = new Date()
  await preparePartitions(systemActor('bench'), now)
  await withSystem('bench', async (tx) => {
    await tx.execute(sql`reset role`)
    await tx.execute(sql`select create_backup_partitions(now() - interval '37 months', now())`)
  })
  let added = 0
  for (let from = 0; from < machines; from += 100)
    added += await addHistoryOf(fleet, fleet.machineIds.slice(from, Math.min(from + 100, machines)))
  await withSystem('bench', async (tx) => {
    await tx.execute(sql`reset role`)
    await tx.execute(sql`analyze`)
  })
  return added
}

function addHistoryOf(fleet: Fleet, machineIds: string[]): Promise<number> {
  return withSystem('bench', async (tx) => {
    const rows = await tx.execute(sql`
      insert into backups (id, reseller_id, space_id, machine_id, outcome, started_at, finished_at, received_at, last_report_at, changed_at,
        started_seq, finished_seq, files_new, files_changed, files_unmodified, bytes_processed, bytes_added, stored_bytes, duration_seconds)
      select (substr(first_uuidv7(at)::text, 1, 15) || substr(md5(random()::text), 1, 3) || '-8' || substr(md5(random()::text), 1, 3) || '-' || substr(md5(random()::text), 1, 12))::uuid,
        ${fleet.resellerId}, ${fleet.spaceId}, machine_id::uuid, case when random() < 0.03 then 'failed' else 'success' end,
        at, at + interval '10 minutes', at, at, at, 1, 2, 10, 20, 30000, 5000000000, (random() * 50000000)::bigint, 5000000000, 600
      from unnest(${sql.param(machineIds)}::text[]) machine_id, lateral (select now() - make_interval(days => day, mins => (random() * 600)::int) as at from generate_series(1, ${DAYS}) day) days
      returning 1`)
    return rows.length
  })
}
