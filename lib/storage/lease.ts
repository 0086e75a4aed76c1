import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { repositories, repositoryLeases } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'

/**
 * The sole right to work on a machine's repository, among all workers. `signal` fires when it is lost or the worker stops. `hold`
 * makes the machine wait at the gateway and answers false while another repository of the storage is held: one at a time.
 */
export type Lease = { machineId: string; signal: AbortSignal; hold: () => Promise<boolean> }

const SECONDS = 90
const RENEW_MILLISECONDS = 20_000
/** When the work neither ends nor fails in order, as when its process is killed, it is tried again after that. */
const AGAIN_HOURS = 2

const DUE = { visit: repositories.visitDueAt, check: repositories.checkDueAt } as const
const until = sql`now() + make_interval(secs => ${SECONDS})`

/** Takes the repository that has been due for the longest and works on it. Answers its machine, null when none is due. */
export async function workOnNextDue(
  actor: SystemActor,
  due: keyof typeof DUE,
  now: Date,
  signal: AbortSignal,
  work: (lease: Lease) => Promise<void>,
): Promise<string | null> {
  const holder = randomUUID()
  const column = sql.identifier(DUE[due].name)
  const at = sql`${now.toISOString()}::timestamptz`
  const machineId = await withActor(actor, async (tx) => {
    const [claimed] = await tx.execute<{ machine_id: string }>(sql`
      with due as (
        select machine_id from ${repositories} r where r.${column} <= ${at}
          and not exists (select from ${repositoryLeases} l where l.machine_id = r.machine_id and l.until > now())
        order by r.${column} limit 1 for update of r skip locked
      ), later as (
        update ${repositories} r set ${column} = ${at} + make_interval(hours => ${AGAIN_HOURS}) from due where r.machine_id = due.machine_id
      )
      ${insertLease(holder, sql`select machine_id from due`)}`)
    return claimed?.machine_id ?? null
  })
  if (machineId) await keep(actor, machineId, holder, signal, work)
  return machineId
}

/** Works on one repository, unless somebody else does: then `busy`. */
export async function workOn<T>(
  actor: SystemActor,
  machineId: string,
  signal: AbortSignal,
  work: (lease: Lease) => Promise<T>,
): Promise<T | 'busy'> {
  const holder = randomUUID()
  const taken = await withActor(actor, (tx) => tx.execute(insertLease(holder, sql`select ${machineId}::uuid as machine_id`)))
  return taken.length > 0 ? keep(actor, machineId, holder, signal, work) : 'busy'
}

/** Whether a machine has to wait at the gateway; a condition on a table with the machine's id. */
export const isHeld = (machineId: ReturnType<typeof sql> | object) =>
  sql<boolean>`exists (select from ${repositoryLeases} l where l.machine_id = ${machineId} and l.holds and l.until > now())`

const insertLease = (holder: string, from: ReturnType<typeof sql>) => sql`
  insert into ${repositoryLeases} as l (machine_id, holder, until) select machine_id, ${holder}::uuid, ${until} from (${from}) wanted
  on conflict (machine_id) do update set holder = excluded.holder, holds = false, until = excluded.until where l.until <= now()
  returning machine_id`

async function keep<T>(
  actor: SystemActor,
  machineId: string,
  holder: string,
  signal: AbortSignal,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const lost = new AbortController()
  const mine = sql`machine_id = ${machineId} and holder = ${holder}`
  const renew = () =>
    withActor(actor, (tx) => tx.execute(sql`update ${repositoryLeases} set until = ${until} where ${mine} and until > now() returning 1`))
  let renewedAt = Date.now()
  const timer = setInterval(async () => {
    const rows = await renew().catch(() => null)
    if (rows?.length) renewedAt = Date.now()
    else if (rows || Date.now() - renewedAt > (SECONDS - 30) * 1000) lost.abort()
  }, RENEW_MILLISECONDS)
  try {
    return await work({ machineId, signal: AbortSignal.any([signal, lost.signal]), hold: () => withActor(actor, (tx) => hold(tx, mine)) })
  } finally {
    clearInterval(timer)
    await withActor(actor, (tx) => tx.execute(sql`delete from ${repositoryLeases} where ${mine}`)).catch(() => {})
  }
}

/** A lock on the whole, taken for the moment: of two that ask at once, one is told no. */
async function hold(tx: Tx, mine: ReturnType<typeof sql>): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('repository_leases'))`)
  const rows = await tx.execute(sql`
    update ${repositoryLeases} set holds = true where ${mine} and until > now()
      and not exists (select from ${repositoryLeases} other where other.holds and other.until > now() and other.machine_id <> repository_leases.machine_id)
    returning 1`)
  return rows.length > 0
}
