import type { Version } from '@/lib/snapshots/types'

const DAY = 86_400_000
const ONLINE_DAYS = 90

/** How many days of versions a machine keeps: 90, fixed, for Kiwi Online; chosen elsewhere (requirements D5). */
export const historyDays = (product: 'online' | 'pro' | 'business', retentionDays: number): number =>
  product === 'online' ? ONLINE_DAYS : retentionDays

type Dated = Pick<Version, 'id' | 'receivedAt' | 'successful'>

/**
 * Which versions have outlived the history, by the server's own time alone. The newest one stays for ever, and so does the newest whose
 * backup was a full success. `versions` come oldest first.
 */
export function outlived<V extends Dated>(versions: readonly V[], days: number, now: Date): V[] {
  const lastGood = new Set([versions.at(-1)?.id, versions.findLast(({ successful }) => successful)?.id])
  return versions.filter(({ id, receivedAt }) => now.getTime() - receivedAt.getTime() > days * DAY && !lastGood.has(id))
}
