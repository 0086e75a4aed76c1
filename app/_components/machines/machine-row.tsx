import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import type { Words } from '@/app/_components/i18n/request'
import { iconButtonClass } from '@/app/_components/ui/button'
import { freshness } from '@/lib/machines/freshness'
import type { MachineRow as Machine } from '@/lib/machines/types'
import { AlertState } from './alert-state'
import { LastBackup } from './last-backup'
import { StateSquare } from './state-square'

export function MachineRow({ machine, now, words }: { machine: Machine; now: Date; words: Words }) {
  const { t, f } = words
  const state = freshness(machine, now)
  return (
    <tr data-machine-id={machine.id} data-state={state} data-running={machine.running || undefined}>
      <td>
        <span className="flex items-center gap-3">
          <StateSquare state={state} lastBackupAt={machine.lastBackupAt} running={machine.running} now={now} t={t} />
          <span className="min-w-0 text-left">
            <Link href={`/machines/${machine.id}`} className="font-semibold hover:text-accent hover:underline">
              {machine.name}
            </Link>
            {machine.os && <small>{machine.os}</small>}
          </span>
        </span>
      </td>
      <td data-label={t('contract.columns.lastBackup')}>
        <LastBackup machine={machine} now={now} words={words} />
      </td>
      <td className="number" data-label={t('contract.columns.volume')}>
        {f.bytes(machine.storedBytes)}
      </td>
      <td data-label={t('contract.columns.registered')} className="tabular-nums">
        <time dateTime={machine.registeredAt.toISOString()} title={f.exact(machine.registeredAt.getTime())}>
          {f.date(machine.registeredAt.getTime())}
        </time>
      </td>
      <td data-label={t('contract.columns.key')}>
        <code className="whitespace-nowrap font-mono text-[12px] text-muted">{machine.maskedKey}</code>
      </td>
      <td className="number" data-label={t('contract.columns.retention')}>
        {t('contract.retentionDays', { days: machine.retentionDays })}
      </td>
      <td data-label={t('contract.columns.backupAlert')}>
        <AlertState on={machine.backupAlert} t={t} />
      </td>
      <td data-label={t('contract.columns.missedAlert')}>
        <AlertState on={machine.missedAlert} t={t} />
      </td>
      <td data-label={t('contract.seeLogs')}>
        <Link
          href={`/machines/${machine.id}/logs`}
          className={`${iconButtonClass} tooltip`}
          data-tooltip={t('contract.seeLogs')}
          aria-label={t('contract.seeLogs')}
          aria-description={machine.name}
        >
          <ScrollText className="size-4" aria-hidden />
        </Link>
      </td>
    </tr>
  )
}
