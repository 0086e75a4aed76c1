import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { closeDatabase, openDatabase, withSystem } from '@/db/client'
import { findEmbeddedPostgres } from '@/db/embedded'
import { DATA_DIR } from '@/tests/e2e/support/portal'
import type { Victim } from './victim'

/** What the database holds of a victim, to tell whether an attack has changed any of it. */
export async function stateOf({ contractId, machineId }: Victim): Promise<string> {
  const url = await findEmbeddedPostgres(join(DATA_DIR, 'postgres'))
  if (!url) throw new Error('the portal under test has no database')
  openDatabase(url, { max: 1 })
  try {
    return await withSystem('attack suite', async (tx) => {
      const [row] = await tx.execute<{ state: string }>(sql`
        select json_build_array(
          (select row_to_json(c) from contracts c where id = ${contractId}),
          (select row_to_json(m) from machines m where id = ${machineId}),
          (select json_agg(g order by version) from machine_configs g where machine_id = ${machineId}))::text as state`)
      return row?.state ?? ''
    })
  } finally {
    await closeDatabase()
  }
}
