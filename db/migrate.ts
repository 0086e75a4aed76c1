import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** What the operator of the server can mend; shown as one line. */
class VersionError extends Error {
  override name = 'StartError'
}

/** uuidv7() and per-grant INHERIT come with these versions. */
const MINIMUM_VERSION = 180_000

/** Brings the schema up to date. Several instances may start at once: one migrates, the others wait for it. */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    const [server] = await sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as name`
    if (server?.number < MINIMUM_VERSION) throw new VersionError(`PostgreSQL 18 or newer is needed, this server is ${server?.name}`)
    await sql`select pg_advisory_lock(hashtext('portal migrations'))`
    await migrate(drizzle(sql), { migrationsFolder: new URL('./migrations', import.meta.url).pathname })
  } finally {
    await sql.end()
  }
}
