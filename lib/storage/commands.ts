import { sql } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { machines } from '@/db/schema'
import { recordArrivals } from '@/lib/snapshots/arrivals'
import { volumeAfterUpload } from './volume'

/** What the gateway has stored of a machine; `snapshotId` where it completes a backup. */
export type Stored = { machineId: string; bytes: number; snapshotId?: string }

/** Adds what the gateway has stored, and notes the snapshots in it. The first count replaces whatever an agent had claimed. */
export async function recordStoredBytes(stored: Stored[]): Promise<void> {
  const sums = new Map<string, number>()
  for (const { machineId, bytes } of stored) sums.set(machineId, (sums.get(machineId) ?? 0) + bytes)
  const rows = [...sums].map(([id, bytes]) => ({ id, bytes }))
  const arrivals = stored.flatMap(({ machineId, snapshotId }) => (snapshotId ? [{ machineId, snapshotId }] : []))
  await withSystem('storage count', async (tx) => {
    await tx.execute(sql`
      with counted as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, bytes bigint)),
      locked as (select m.id from ${machines} m join counted on counted.id = m.id order by m.id for no key update of m)
      update ${machines} m set storage_metered = true, changed_at = now(),
        stored_bytes = ${volumeAfterUpload('m', sql`counted.bytes`)}
      from counted, locked where m.id = counted.id and locked.id = m.id`)
    await recordArrivals(tx, arrivals)
  })
}
