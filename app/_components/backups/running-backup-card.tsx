import { Clock, ScrollText } from 'lucide-react'
import Link from 'next/link'
import type { Words } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { Chip } from '@/app/_components/ui/chip'
import { Moment } from '@/app/_components/ui/moment'
import type { RunningBackup } from '@/lib/backups/types'
import { CurrentFiles } from './current-files'
import { Progress } from './progress'

const SILENT_MILLISECONDS = 2 * 60_000

export function RunningBackupCard({ backup, now, words }: { backup: RunningBackup; now: number; words: Words }) {
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
      <Link href={`/backups/${backup.id}`} className={buttonClass()}>
        <ScrollText className="size-4" aria-hidden />
        {t('running.logDetail')}
      </Link>
      <div className="lg:col-span-3">
        <CurrentFiles files={backup.currentFiles} t={t} />
      </div>
    </li>
  )
}
