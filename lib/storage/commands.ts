import { sql } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { machines } from '@/db/schema'

export type Stored = { machineId: string; bytes: number }

/** Adds what the gateway has stored. The first count replaces whatever an agent had claimed. */
export async function recordStoredBytes(stored: Stored[]): Promise<void> {
  const sums = new Map<string, number>()
  for (const { machineId, bytes } of stored) sums.set(machineId, (sums.get(machineId) ?? 0) + bytes)
  const rows = [...sums].map(([id, bytes]) => ({ id, bytes }))
  await withSystem('storage count', (tx) =>
    tx.execute(sql`
      with counted as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, bytes bigint)),
      locked as (select m.id from ${machines} m join counted on counted.id = m.id order by m.id for no key update of m)
      update ${machines} m set storage_metered = true, changed_at = now(),
        stored_bytes = case when m.storage_metered then m.stored_bytes + counted.bytes else counted.bytes end
      from counted, locked where m.id = counted.id and locked.id = m.id`),
  )
}
