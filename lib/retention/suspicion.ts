import type { freezeReasons } from '@/db/schema'
import type { Version } from '@/lib/snapshots/types'

/** Why a machine's history is frozen, with the figures that say so. */
export type Suspicion = { reason: (typeof freezeReasons)[number]; detail: Record<string, number> }

type Sized = Pick<Version, 'id' | 'files' | 'bytes'>
type Clocked = Pick<Version, 'seenBy' | 'receivedAt' | 'claimedAt' | 'firstHeardAt'>
type Judged = Sized & Clocked

const HOUR = 3_600_000
/** A clock may be wrong by a time zone or two, and a backup may take a while: that does no harm. */
const CLOCK_HOURS = 48
const CLOCK_RECENT = 10
const CLOCK_MANY = 3

/**
 * Whether what came in of late looks like a client that is not itself, so that nothing may be removed: its last version holds less than
 * half of the one before, or of one that would go; or its versions were claimed with times far from when they came. `versions` come
 * oldest first, `outliving` are those that would go, and what came before `releasedAt` was looked at by an administrator.
 */
export function findSuspicion(versions: readonly Judged[], outliving: readonly Sized[], releasedAt: Date | null): Suspicion | null {
  const since = releasedAt
    ? Math.max(
        0,
        versions.findLastIndex(({ receivedAt }) => receivedAt <= releasedAt),
      )
    : 0
  const judged = versions.slice(since)
  return findShrinking(judged, outliving) ?? findWrongClock(judged.filter(({ receivedAt }) => !releasedAt || receivedAt > releasedAt))
}

/**
 * The measure to hold against is the last version that had not collapsed itself: a second empty one makes the first no better. What
 * was never counted says nothing.
 */
function findShrinking(all: readonly Sized[], outliving: readonly Sized[]): Suspicion | null {
  const versions = all.filter(({ files, bytes }) => files !== null && bytes !== null)
  const newest = versions.at(-1)
  let before: Sized | undefined
  for (const version of versions) if (!before || !hasCollapsed(before, version)) before = version
  if (newest && before && before !== newest) return shrunk(before, newest)
  const going = new Set(outliving.map(({ id }) => id))
  const larger = newest && versions.find((version) => going.has(version.id) && hasCollapsed(version, newest))
  return larger ? shrunk(larger, newest) : null
}

const shrunk = (before: Sized, after: Sized): Suspicion => ({
  reason: 'shrunk',
  detail: {
    filesBefore: before.files ?? 0,
    filesAfter: after.files ?? 0,
    bytesBefore: before.bytes ?? 0,
    bytesAfter: after.bytes ?? 0,
  },
})

/** Lost more than half of its files or bytes. */
function hasCollapsed(before: Sized, after: Sized): boolean {
  const lost = (from: number | null, to: number | null) => (to ?? 0) * 2 < (from ?? 0)
  return lost(before.files, after.files) || lost(before.bytes, after.bytes)
}

/** Only of versions that were seen coming in is it known when they came. */
function findWrongClock(versions: readonly Clocked[]): Suspicion | null {
  const recent = versions.filter(({ seenBy, claimedAt }) => seenBy === 'gateway' && claimedAt).slice(-CLOCK_RECENT)
  const off = recent.map(hoursOff).filter((hours) => hours > CLOCK_HOURS)
  if (off.length < CLOCK_MANY) return null
  return { reason: 'clock', detail: { wrong: off.length, of: recent.length, hours: Math.round(Math.max(...off)) } }
}

/** How far the claimed time lies outside of when the backup was first heard of and when its version came. */
function hoursOff({ receivedAt, claimedAt, firstHeardAt }: Clocked): number {
  const claimed = (claimedAt ?? receivedAt).getTime()
  const from = Math.min((firstHeardAt ?? receivedAt).getTime(), receivedAt.getTime())
  return Math.max(from - claimed, claimed - receivedAt.getTime(), 0) / HOUR
}
