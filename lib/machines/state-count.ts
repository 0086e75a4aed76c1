import { type SQL, sql } from 'drizzle-orm'
import { contracts, machines } from '@/db/schema'
import { freshnessLimits, type MachineState } from './freshness'

/** The state of machines joined with their contracts, in the database: the rule of freshness.ts, so that millions can be counted there. */
export function machineState(now: Date): SQL<MachineState> {
  const cases = freshnessLimits.map(
    ([state, below]) =>
      sql`when ${machines.lastBackupAt} > ${new Date(now.getTime() - below).toISOString()}::timestamptz then ${state}::text`,
  )
  return sql<MachineState>`case when ${contracts.suspendedAt} is not null then 'suspended' when ${machines.lastBackupAt} is null then 'never'
    ${sql.join(cases, sql` `)} else 'lost' end`
}
