import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Panel } from '@/app/_components/ui/panel'
import type { BackupDetail } from '@/lib/backups/types'
import { Progress } from './progress'

/** What a backup did: times, files, volume, or how far it is; and why it failed. */
export function BackupFacts({ backup, words }: { backup: BackupDetail; words: Words }) {
  const { t, f } = words
  const { filesNew, filesChanged, filesUnmodified } = backup
  const error = backup.error ?? (backup.outcome === 'lost' ? t('backup.errorLost') : null)
  return (
    <Panel>
      {error && (
        <p className="mb-4 rounded-[8px] bg-danger-soft px-3 py-2.5 text-danger [overflow-wrap:anywhere]">
          <span className="font-semibold">{t('backup.error')}</span> · {error}
        </p>
      )}
      {backup.outcome === 'running' && (
        <div className="mb-4">
          <Progress progress={backup} words={words} />
        </div>
      )}
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4" aria-label={t('backup.facts')}>
        <Fact name={t('backup.started')}>{f.dateTime(backup.startedAt.getTime())}</Fact>
        {backup.finishedAt && <Fact name={t('backup.finished')}>{f.dateTime(backup.finishedAt.getTime())}</Fact>}
        {backup.durationSeconds !== null && <Fact name={t('backup.duration')}>{f.duration(backup.durationSeconds)}</Fact>}
        {backup.trigger && <Fact name={t('backup.trigger')}>{t(`trigger.${backup.trigger}`)}</Fact>}
        {filesNew !== null && filesChanged !== null && filesUnmodified !== null && (
          <Fact name={t('backup.files')}>
            {f.number(filesNew + filesChanged + filesUnmodified)}
            <span className="block text-[12.5px] text-muted">
              {t('backup.filesDetail', {
                fresh: f.number(filesNew),
                changed: f.number(filesChanged),
                unmodified: f.number(filesUnmodified),
              })}
            </span>
          </Fact>
        )}
        {backup.bytesProcessed !== null && <Fact name={t('backup.processed')}>{f.bytes(backup.bytesProcessed)}</Fact>}
        {backup.bytesAdded !== null && <Fact name={t('backup.added')}>{f.bytes(backup.bytesAdded)}</Fact>}
        {backup.snapshotId && (
          <Fact name={t('backup.snapshot')}>
            <code className="font-mono text-[12.5px]" title={backup.snapshotId}>
              {backup.snapshotId.slice(0, 8)}
            </code>
          </Fact>
        )}
      </dl>
    </Panel>
  )
}
