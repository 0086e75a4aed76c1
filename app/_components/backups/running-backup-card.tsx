import { CircleStop, Clock } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Moment } from '@/app/_components/ui/moment'
import type { RunningBackup } from '@/lib/backups/types'
import { FilesDisclosure } from './files-disclosure'
import { Progress } from './progress'
import { RunningActions } from './running-actions'

const SILENT_MILLISECONDS = 2 * 60_000

type Props = {
  backup: RunningBackup
  now: number
  canConfigure: boolean
  hide: (backupId: string) => Promise<void>
  words: Words
}

export function RunningBackupCard({ backup, now, canConfigure, hide, words }: Props) {
  const { t } = words
  const isSilent = now - backup.lastReportAt.getTime() > SILENT_MILLISECONDS
  return (
    <li
      className="grid items-center gap-x-8 gap-y-3 border-line border-t py-3.5 first:border-0 first:pt-0 last:pb-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_auto]"
      data-machine-id={backup.machineId}
      data-backup-id={backup.id}
      data-running="true"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/machines/${backup.machineId}`} className="font-semibold hover:text-accent hover:underline">
            {backup.machineName}
          </Link>
          {backup.cancelling && <Chip icon={CircleStop}>{t('agentCommands.cancelling')}</Chip>}
          {isSilent && (
            <Chip icon={Clock} tone="warning">
              {t('running.silent')} <Moment at={backup.lastReportAt.getTime()} now={now} form="since" />
            </Chip>
          )}
        </p>
        <p className="text-[12.5px] text-muted">
          <Link href={`/contracts/${backup.contractId}`} className="hover:text-ink hover:underline">
            {backup.contractTitle}
          </Link>
          {' · '}
          {t('running.since')} <Moment at={backup.startedAt.getTime()} now={now} form="since" />
        </p>
      </div>
      <Progress progress={backup} words={words} />
      <FilesDisclosure
        label={t('running.currentFiles')}
        machineName={backup.machineName}
        none={t('running.noCurrentFiles')}
        files={backup.currentFiles}
      >
        <RunningActions backup={backup} canConfigure={canConfigure} hide={hide} t={t} />
      </FilesDisclosure>
    </li>
  )
}
