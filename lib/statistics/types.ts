/** Outcomes of a set of backups; `failed` counts lost ones too. Bytes added, seconds in all. */
export type Totals = {
  backups: number
  success: number
  partial: number
  failed: number
  cancelled: number
  bytesAdded: number
  durationSeconds: number
}

/** `day` is YYYY-MM-DD in the reseller's time zone, the day on which the backups started. */
export type DayTotals = Totals & { day: string }

export type GroupTotals = Totals & { id: string; name: string }

export type GlobalStatistics = {
  days: DayTotals[]
  total: Totals
  /** The same number of days before. */
  previous: Totals
  spaces: GroupTotals[]
  contracts: GroupTotals[]
}

/** A backup in a machine's statistics; its share is of the machine's volume then (requirements D8). */
export type MachineStatistic = {
  id: string
  startedAt: Date
  outcome: 'success' | 'partial' | 'failed' | 'cancelled' | 'lost'
  bytesAdded: number
  storedBytes: number
  files: number
  durationSeconds: number
}

export type VolumePoint = { day: string; bytes: number }

/** What statistics and logs can be narrowed to; `spaces` is empty where they are not shown (requirements, hierarchy). */
export type FilterChoices = { spaces: { id: string; name: string }[]; contracts: { id: string; title: string }[] }
