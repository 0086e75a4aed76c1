import type { UserActor } from '@/lib/auth/types'
import { getLog } from '@/lib/backups/queries'
import type { LogPage } from '@/lib/backups/types'
import { LOG_LINES_PER_PAGE, lastOffset, parseOffset } from './log-offset'

/** The part of a log that the address asks for; by default the last one, where the errors and the end are. */
export async function readLog(actor: UserActor, backupId: string, asked: string | string[] | undefined): Promise<LogPage> {
  const offset = parseOffset(asked)
  const log = await getLog(actor, backupId, { offset: offset ?? 0, limit: LOG_LINES_PER_PAGE })
  const wanted = offset === null ? lastOffset(log.total) : Math.min(offset, lastOffset(log.total))
  return wanted === log.offset ? log : getLog(actor, backupId, { offset: wanted, limit: LOG_LINES_PER_PAGE })
}
