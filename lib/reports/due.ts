import { type SQL, sql } from 'drizzle-orm'
import { DIGEST_HOUR } from '@/lib/alerts/morning'
import { monthIn, monthLater } from './month'

/** The next first of a month at the hour at which the reseller's day is told. Postgres reckons it, since it knows when clocks change. */
export function nextReportDue(timeZone: string, now: Date): SQL<Date> {
  const month = monthIn(timeZone, now)
  const at = (first: string) => sql`((${`${first}-01`}::date + make_interval(hours => ${DIGEST_HOUR})) at time zone ${timeZone})`
  return sql<Date>`(select min(at) from (values (${at(month)}), (${at(monthLater(month, 1))})) as firsts(at) where at > ${now.toISOString()}::timestamptz)`
}
