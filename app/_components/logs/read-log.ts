import type { UserActor } from '@/lib/auth/types'
import { getLog } from '@/lib/backups/queries'
import type { LogPage } from '@/lib/backups/types'
import { LOG_LINES_PER_PAGE, lastOffset, parseOffset } from './log-offset'

export type Asked = { line?: string | string[]; offset?: string | string[] }
/** The part that is shown at first; `line` is the one that the address points at, from 0. */
export type LogStart = LogPage & { line: number | null }

/** The part of a log in which the asked line or offset lies; by default the first one, or the last one while the log grows. */
export async function readLog(actor: UserActor, backupId: string, asked: Asked, running: boolean): Promise<LogStart> {
  const line = parseLine(asked.line)
  const offset = line === null ? parseOffset(asked.offset) : line - (line % LOG_LINES_PER_PAGE)
  const log = await getLog(actor, backupId, { offset: offset ?? 0, limit: LOG_LINES_PER_PAGE })
  const last = lastOffset(log.total)
  const wanted = offset === null ? (running ? last : 0) : Math.min(offset, last)
  const page = wanted === log.offset ? log : await getLog(actor, backupId, { offset: wanted, limit: LOG_LINES_PER_PAGE })
  return { ...page, line: line !== null && line < page.total ? line : null }
}

/** Lines count from 1 where people see them. */
function parseLine(asked: string | string[] | undefined): number | null {
  const number = typeof asked === 'string' && /^\d{1,9}$/.test(asked) ? Number(asked) : 0
  return number > 0 ? number - 1 : null
}
