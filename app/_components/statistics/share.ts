import type { Words } from '@/app/_components/i18n/request'
import type { MachineStatistic } from '@/lib/statistics/types'

/** What a backup added, in hundredths of the machine's volume then; null when there was none. */
export const sharePercent = ({ bytesAdded, storedBytes }: Pick<MachineStatistic, 'bytesAdded' | 'storedBytes'>): number | null =>
  storedBytes > 0 ? (100 * bytesAdded) / storedBytes : null

/** As the manual writes it: « 0,17 % de 7,43 Go » (requirements D8). */
export function shareText(backup: MachineStatistic, { t, f }: Words): string {
  const percent = sharePercent(backup)
  return percent === null ? '–' : t('statistics.shareOf', { share: f.share(percent), volume: f.bytes(backup.storedBytes) })
}
