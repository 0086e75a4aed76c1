import { type SQL, sql } from 'drizzle-orm'
import type { Period } from './schema'

/** `Totals` of rows of backups, added up by Postgres: a period of a million backups comes back as one row a day. */
export const totals = sql`count(*)::int as backups,
  (count(*) filter (where outcome = 'success'))::int as success,
  (count(*) filter (where outcome = 'partial'))::int as partial,
  (count(*) filter (where outcome in ('failed', 'lost')))::int as failed,
  (count(*) filter (where outcome = 'cancelled'))::int as cancelled,
  coalesce(sum(bytes_added), 0)::float8 as "bytesAdded",
  coalesce(sum(duration_seconds), 0)::float8 as "durationSeconds"`

/** Ended backups that started in a period, by the calendar of the reseller's time zone, also over a change of the clocks. */
export const inPeriod = ({ from, to }: Period, timeZone: string): SQL => sql`b.outcome <> 'running'
  and b.started_at >= (${from}::date::timestamp at time zone ${timeZone})
  and b.started_at < ((${to}::date + 1)::timestamp at time zone ${timeZone})`
