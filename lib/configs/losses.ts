import { Cron } from 'croner'
import type { AgentConfig } from '@/lib/agent-protocol/config'
import type { Loss } from './types'

const RUNS = 30
/** Months of a different length make no schedule a rarer one. */
const RARER = 1.2
const START = new Date('2026-01-01T00:00:00Z')

/** What a changed configuration no longer protects as the one before it did (requirements F4). Nothing was protected before the first. */
export function protectionLosses(before: AgentConfig | null, after: AgentConfig): Loss[] {
  if (!before) return []
  const folders = before.paths.filter((path) => !after.paths.some((kept) => covers(kept, path)))
  const excludes = after.excludes.filter((pattern) => !before.excludes.includes(pattern))
  return [
    ...[...new Set(folders)].map((path): Loss => ({ kind: 'folder', path })),
    ...[...new Set(excludes)].map((pattern): Loss => ({ kind: 'exclude', pattern })),
    ...scheduleLosses(before.schedule, after.schedule),
  ]
}

function scheduleLosses(before: string | null, after: string | null): Loss[] {
  const [often, then] = [daysOf(before), daysOf(after)]
  if (often === null) return []
  if (then === null) return [{ kind: 'schedule_removed' }]
  return then > often * RARER ? [{ kind: 'schedule_rarer' }] : []
}

/** How long a schedule takes for its next thirty backups, in milliseconds; null when none comes at all. */
function daysOf(schedule: string | null): number | null {
  if (schedule === null) return null
  const runs = new Cron(schedule, { timezone: 'UTC', paused: true }).nextRuns(RUNS, START)
  const last = runs.at(-1)
  return last ? (last.getTime() - START.getTime()) * (RUNS / runs.length) : null
}

/** Whether the folder `above` holds `path`, or is it. Windows takes either slash and no notice of capitals. */
function covers(above: string, path: string): boolean {
  const [outer, inner] = [comparable(above), comparable(path)]
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`)
}

function comparable(path: string): string {
  const isWindows = !path.startsWith('/')
  const even = isWindows ? path.replaceAll('\\', '/').toLowerCase() : path
  return even.replace(/(?<=.)\/+$/, '')
}
