import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import postgres from 'postgres'
import { findEmbeddedPostgres } from '@/db/embedded'
import { DATA_DIR } from './portal'

/** A link that opens the invitation of a user, as its mail holds one; only the hash of that one is kept, so it is replaced. */
export async function invitationPath(userName: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await asPortal(async (sql) => {
    const hash = createHash('sha256').update(token).digest()
    const rows =
      await sql`update invitations set token_hash = ${hash} where user_id in (select id from users where user_name = ${userName}) returning user_id`
    if (rows.length !== 1) throw new Error(`${userName} has no open invitation`)
  })
  return `/invitation/${token}`
}

/** Lets the invitation of a user have expired. */
export const expireInvitation = (userName: string): Promise<void> =>
  asPortal(async (sql) => {
    await sql`update invitations set expires_at = now() where user_id in (select id from users where user_name = ${userName})`
  })

async function asPortal(work: (sql: postgres.TransactionSql) => Promise<void>): Promise<void> {
  const url = await findEmbeddedPostgres(join(DATA_DIR, 'postgres'))
  if (!url) throw new Error('the portal under test has no Postgres of its own')
  const sql = postgres(url, { max: 1 })
  await sql.begin(async (tx) => {
    await tx`set local role portal_system`
    await work(tx)
  })
  await sql.end()
}
