import { clsx } from 'clsx'
import { ScrollText } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { BackupRow as Backup } from '@/lib/backups/types'
import { OutcomeChip } from './outcome-chip'

export function BackupRow({ backup, words: { t, f } }: { backup: Backup; words: Words }) {
  const startedAt = backup.startedAt.getTime()
  const count = (value: number | null): string => (value === null ? '–' : f.number(value))
  const hasFailed = backup.outcome === 'failed' || backup.outcome === 'lost'
  const isRunning = backup.outcome === 'running'
  return (
    <tr data-backup-id={backup.id} data-outcome={backup.outcome}>
      <td data-label={t('machine.columns.outcome')}>
        <span>
          <OutcomeChip outcome={backup.outcome} t={t} />
          {isRunning && <span className="ml-2 font-semibold tabular-nums">{f.percent(backup.percent)}</span>}
          {backup.error && <small className={clsx('max-w-[48ch]', hasFailed && 'text-danger!')}>{backup.error}</small>}
        </span>
      </td>
      <td data-label={t('machine.columns.started')} className="tabular-nums">
        <time dateTime={backup.startedAt.toISOString()} title={f.exact(startedAt)}>
          {f.dateTime(startedAt)}
        </time>
      </td>
      <td className="number" data-label={t('machine.columns.duration')}>
        {backup.durationSeconds === null ? '–' : f.duration(backup.durationSeconds)}
      </td>
      <td className="number" data-label={t('machine.columns.newFiles')}>
        {count(backup.filesNew)}
      </td>
      <td className="number" data-label={t('machine.columns.changedFiles')}>
        {count(backup.filesChanged)}
      </td>
      <td className="number" data-label={t('machine.columns.unmodifiedFiles')}>
        {count(backup.filesUnmodified)}
      </td>
      <td className="number" data-label={t('machine.columns.added')}>
        {backup.bytesAdded === null ? '–' : f.bytes(backup.bytesAdded)}
      </td>
      <td data-label={t('machine.columns.logs')}>
        <Link
          href={`/backups/${backup.id}`}
          className={`${iconButtonClass} tooltip ml-auto`}
          data-tooltip={t('running.logDetail')}
          aria-label={t('running.logDetail')}
          aria-description={t('machine.detail', { date: f.dateTime(startedAt) })}
        >
          <ScrollText className="size-4" aria-hidden />
        </Link>
      </td>
    </tr>
  )
}
