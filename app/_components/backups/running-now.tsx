import { CircleStop, ScrollText } from 'lucide-react'
import { CancelBackup } from '@/app/_components/agent-commands/cancel-backup'
import type { Words } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { BackupDetail } from '@/lib/backups/types'
import { CurrentFiles } from './current-files'
import { Progress } from './progress'

/** The backup that a machine runs at this moment, above those it has done. */
export function RunningNow({ backup, words }: { backup: BackupDetail; words: Words }) {
  const { t } = words
  return (
    <Panel title={t('machine.runningNow')} titleId="running">
      <Progress progress={backup} words={words} />
      <div className="mt-3 flex flex-wrap items-start gap-2">
        <Link href={`/backups/${backup.id}`} className={buttonClass()}>
          <ScrollText className="size-4" aria-hidden />
          {t('running.logDetail')}
        </Link>
        {backup.cancelling ? (
          <Chip icon={CircleStop}>{t('agentCommands.cancelling')}</Chip>
        ) : (
          <CancelBackup backupId={backup.id} machineName={backup.machineName} look="button" />
        )}
        <CurrentFiles files={backup.currentFiles} t={t} />
      </div>
    </Panel>
  )
}
