import { clsx } from 'clsx'
import { OutcomeChip } from '@/app/_components/backups/outcome-chip'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { MachineStatistic } from '@/lib/statistics/types'
import { shareText } from './share'

const columns = ['started', 'outcome', 'added', 'share', 'files', 'duration'] as const

/** Every backup of the period with its figures, newest first. */
export function MachineStatisticsTable({ backups, words }: { backups: MachineStatistic[]; words: Words }) {
  const { t, f } = words
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={clsx(column !== 'started' && column !== 'outcome' && 'number')}>
                {t(`statistics.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <tr key={backup.id} data-backup-id={backup.id} data-outcome={backup.outcome}>
              <td data-label={t('statistics.columns.started')} className="tabular-nums">
                <Link
                  href={`/backups/${backup.id}`}
                  title={f.exact(backup.startedAt.getTime())}
                  className="font-medium hover:text-accent hover:underline"
                >
                  {f.dateTime(backup.startedAt.getTime())}
                </Link>
              </td>
              <td data-label={t('statistics.columns.outcome')}>
                <OutcomeChip outcome={backup.outcome} t={t} />
              </td>
              <td data-label={t('statistics.columns.added')} className="number">
                {f.bytes(backup.bytesAdded)}
              </td>
              <td data-label={t('statistics.columns.share')} className="number">
                {shareText(backup, words)}
              </td>
              <td data-label={t('statistics.columns.files')} className="number">
                {f.number(backup.files)}
              </td>
              <td data-label={t('statistics.columns.duration')} className="number">
                {f.duration(backup.durationSeconds)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
