import { thin } from '@/app/_components/charts/scale'
import type { DayTotals, Totals } from '@/lib/statistics/types'

export type DayGroup = Totals & { from: string; to: string; days: number }

const MOST_PLACES = 92

/** Days for the charts: each on its own for a quarter of a year, else so many neighbours added up. */
export const groupDays = (days: readonly DayTotals[]): DayGroup[] =>
  thin(days, MOST_PLACES).map((members) => ({
    from: members[0]?.day ?? '',
    to: members.at(-1)?.day ?? '',
    days: members.length,
    backups: sum(members, 'backups'),
    success: sum(members, 'success'),
    partial: sum(members, 'partial'),
    failed: sum(members, 'failed'),
    cancelled: sum(members, 'cancelled'),
    bytesAdded: sum(members, 'bytesAdded'),
    durationSeconds: sum(members, 'durationSeconds'),
  }))

const sum = (members: readonly Totals[], field: keyof Totals): number => members.reduce((total, member) => total + member[field], 0)

export const meanSeconds = ({ backups, durationSeconds }: Totals): number => (backups > 0 ? durationSeconds / backups : 0)
