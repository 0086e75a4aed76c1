import { join } from 'node:path'
import { closeDatabase, openDatabase, type Tx, withSystem } from '@/db/client'
import { findEmbeddedPostgres } from '@/db/embedded'
import { DATA_DIR } from '@/tests/e2e/support/portal'

/** Does something in the database of the portal under test, seeing all of it. */
export async function inDatabase<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const url = await findEmbeddedPostgres(join(DATA_DIR, 'postgres'))
  if (!url) throw new Error('the portal under test has no database')
  openDatabase(url, { max: 1 })
  try {
    return await withSystem('attack suite', work)
  } finally {
    await closeDatabase()
  }
}
