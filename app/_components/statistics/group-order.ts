import type { GroupTotals } from '@/lib/statistics/types'
import { meanSeconds } from './day-groups'
import type { Params } from './period-address'

export const groupSorts = ['name', 'backups', 'success', 'partial', 'failed', 'added', 'duration'] as const
export type GroupSort = (typeof groupSorts)[number]
export type GroupOrder = { sort: GroupSort; descending: boolean }

/** The order that an address asks for: by name when it asks for none. */
export function readOrder({ sort, order }: Params): GroupOrder {
  return { sort: groupSorts.find((name) => name === sort) ?? 'name', descending: order === 'desc' }
}

const FIGURES: Record<Exclude<GroupSort, 'name'>, (group: GroupTotals) => number> = {
  backups: (group) => group.backups,
  success: (group) => group.success,
  partial: (group) => group.partial,
  failed: (group) => group.failed,
  added: (group) => group.bytesAdded,
  duration: meanSeconds,
}

/** Groups in an order; those with the same figure by name. */
export function ordered(groups: readonly GroupTotals[], { sort, descending }: GroupOrder): GroupTotals[] {
  const sign = descending ? -1 : 1
  const byName = new Intl.Collator('fr', { sensitivity: 'base', numeric: true }).compare
  if (sort === 'name') return [...groups].sort((a, b) => sign * byName(a.name, b.name))
  const figure = FIGURES[sort]
  return [...groups].sort((a, b) => sign * (figure(a) - figure(b)) || byName(a.name, b.name))
}
