import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Panel } from '@/app/_components/ui/panel'
import type { MachineStatistic } from '@/lib/statistics/types'

type Props = { backups: MachineStatistic[]; storedBytes: number; words: Words }

/** A machine's period in five figures; the overall duration is the manual's (requirements D8). */
export function MachineFigures({ backups, storedBytes, words: { t, f } }: Props) {
  const good = backups.filter(({ outcome }) => outcome === 'success' || outcome === 'partial').length
  const seconds = backups.reduce((sum, backup) => sum + backup.durationSeconds, 0)
  const added = backups.reduce((sum, backup) => sum + backup.bytesAdded, 0)
  return (
    <Panel>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-5" aria-label={t('statistics.figures')}>
        <Fact name={t('statistics.machineVolume')}>{f.bytes(storedBytes)}</Fact>
        <Fact name={t('statistics.backups')}>
          {f.number(backups.length)}
          <span className="block text-[12.5px] text-muted">{t('statistics.notFailed', { count: f.number(good) })}</span>
        </Fact>
        <Fact name={t('statistics.added')}>{f.bytes(added)}</Fact>
        <Fact name={t('statistics.totalDuration')}>{f.duration(seconds)}</Fact>
        <Fact name={t('statistics.meanDuration')}>{backups.length > 0 ? f.duration(seconds / backups.length) : '–'}</Fact>
      </dl>
    </Panel>
  )
}
