import type { Series } from '@/app/_components/charts/chart'
import type { Words } from '@/app/_components/i18n/request'

export type OutcomeCounts = { success: number; partial: number; failed: number; cancelled: number }

// What went wrong stands on the ground line, where days compare best.
const LOOKS = [
  ['failed', 'lost'],
  ['partial', 'near'],
  ['cancelled', 'never'],
  ['success', 'fresh'],
] as const

/** Backups by outcome as series that stand on one another; an outcome that never happened has none. */
export function outcomeSeries(groups: readonly OutcomeCounts[], { t, f }: Words): Series[] {
  return LOOKS.flatMap(([outcome, state]) => {
    const values = groups.map((group) => group[outcome])
    const total = values.reduce((sum, value) => sum + value, 0)
    if (total === 0 && outcome !== 'success' && outcome !== 'failed') return []
    return { name: t(`statistics.outcome.${outcome}`), state, values, texts: values.map(f.number), total: f.number(total) }
  })
}

export const countAll = ({ success, partial, failed, cancelled }: OutcomeCounts): number => success + partial + failed + cancelled
