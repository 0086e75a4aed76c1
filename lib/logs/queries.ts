import { sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { backupLogs, backups, contracts, machines } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import type { LogLine } from '@/lib/backups/types'
import { containing } from '@/lib/like'
import type { SearchLogs } from './schema'
import type { LogEntry, LogSearchPage } from './types'

const PAGE = 200

type Row = Omit<LogEntry, keyof LogLine> & { line: LogLine }

/** The lines of all backups' logs of the actor's spaces that match, newest first, a page at a time (requirements E4). */
export function searchLogs(actor: UserActor, input: SearchLogs): Promise<LogSearchPage> {
  const { timeZone } = actor.account
  const pattern = containing(input.text)
  const [beforeId, beforeSeq, beforePosition] = input.before?.split('.') ?? []
  return withActor(actor, async (tx) => {
    const rows = await tx.execute<Row>(sql`
      select entry.line, entry.position::int as position, log.seq, b.id as "backupId", m.id as "machineId", m.name as "machineName", c.title as "contractTitle",
        ((select coalesce(sum(l.line_count), 0) from ${backupLogs} l where l.backup_id = b.id and l.seq < log.seq) + entry.position - 1)::int as index
      from ${backups} b
        join ${machines} m on m.id = b.machine_id
        join ${contracts} c on c.id = m.contract_id
        join ${backupLogs} log on log.backup_id = b.id
        cross join lateral jsonb_array_elements(log.lines) with ordinality as entry(line, position)
      where b.reseller_id = ${actor.resellerId}
        and b.started_at >= (${input.period.from}::date::timestamp at time zone ${timeZone})
        and b.started_at < ((${input.period.to}::date + 1)::timestamp at time zone ${timeZone})
        ${input.contractId ? sql`and m.contract_id = ${input.contractId}` : sql``}
        ${input.machineId ? sql`and m.id = ${input.machineId}` : sql``}
        ${input.errorsOnly ? sql`and log.error_count > 0 and entry.line->>'level' = 'error'` : sql``}
        ${input.text ? sql`and entry.line->>'message' ilike ${pattern}` : sql``}
        ${beforeId ? sql`and (b.id, log.seq, entry.position) < (${beforeId}::uuid, ${Number(beforeSeq)}, ${Number(beforePosition)})` : sql``}
      order by b.id desc, log.seq desc, entry.position desc limit ${PAGE + 1}`)
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      entries: shown.map(({ line, ...place }) => ({ ...line, ...place })),
      next: rows.length > PAGE && last ? `${last.backupId}.${last.seq}.${last.position}` : null,
    }
  })
}
