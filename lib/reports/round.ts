import { sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { mails } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { openDueReports } from './opening'
import { sendDueOverviews } from './overviews'
import { writeNextReport } from './writing'

/** So many reports one turn writes. */
const BATCH = 10
/** While so many reports wait in the outbox no more are written: their documents would only fill the database. */
const MOST_WAITING = 200
const [BREATH_SECONDS, IDLE_SECONDS] = [0.5, 20]

/**
 * One turn of the monthly reports: opens those that are due, then writes some, one at a time and no faster than the mailer sends them, so
 * that the first of the month costs neither pages nor alerts their time. Any number of workers may take turns.
 */
export async function tellMonth(
  actor: SystemActor,
  now: () => Date,
  signal: AbortSignal,
): Promise<{ more: boolean; pauseSeconds: number }> {
  while (!signal.aborted && (await openDueReports(actor, now())).more);
  if (await isOutboxFull(actor)) return { more: true, pauseSeconds: IDLE_SECONDS }
  for (let written = 0; written < BATCH && !signal.aborted; written++) {
    if (await writeNextReport(actor, now())) continue
    while (!signal.aborted && (await sendDueOverviews(actor)).more);
    return { more: false, pauseSeconds: IDLE_SECONDS }
  }
  return { more: true, pauseSeconds: BREATH_SECONDS }
}

async function isOutboxFull(actor: SystemActor): Promise<boolean> {
  return withActor(actor, async (tx) => {
    const waiting = sql`select from ${mails} where kind = 'report' and sent_at is null and failed_at is null and attempts = 0 limit ${MOST_WAITING}`
    const [row] = await tx.execute<{ full: boolean }>(sql`select count(*) = ${MOST_WAITING} as full from (${waiting}) as waiting`)
    return row?.full === true
  })
}
