import { thin } from '@/app/_components/charts/scale'
import type { MachineStatistic } from '@/lib/statistics/types'
import type { OutcomeCounts } from './outcome-series'

/** Neighbouring backups as one place of the charts: volumes added up, the longest duration, the volume after the last. */
export type Group = OutcomeCounts & {
  from: Date
  to: Date
  backups: number
  bytesAdded: number
  storedBytes: number
  longestSeconds: number
}

const MOST_PLACES = 120

/** A machine's backups (oldest first) for its charts, each on its own while they fit, else so many together. */
export function groupBackups(backups: readonly MachineStatistic[]): Group[] {
  let volume = backups.find(counts)?.storedBytes ?? 0
  return thin(backups, MOST_PLACES).map((members) => {
    volume = members.findLast(counts)?.storedBytes ?? volume
    return {
      from: members[0]?.startedAt ?? new Date(0),
      to: members.at(-1)?.startedAt ?? new Date(0),
      backups: members.length,
      bytesAdded: members.reduce((sum, backup) => sum + backup.bytesAdded, 0),
      storedBytes: volume,
      longestSeconds: Math.max(...members.map((backup) => backup.durationSeconds)),
      success: members.filter(({ outcome }) => outcome === 'success').length,
      partial: members.filter(({ outcome }) => outcome === 'partial').length,
      failed: members.filter(({ outcome }) => outcome === 'failed' || outcome === 'lost').length,
      cancelled: members.filter(({ outcome }) => outcome === 'cancelled').length,
    }
  })
}

// A backup that failed stored nothing new and often says 0: the machine's volume stands where it stood.
const counts = ({ outcome }: MachineStatistic): boolean => outcome === 'success' || outcome === 'partial'
