import { ScrollText } from 'lucide-react'
import { OutcomeChip } from '@/app/_components/backups/outcome-chip'
import type { Words } from '@/app/_components/i18n/request'
import { StateSquare } from '@/app/_components/machines/state-square'
import { iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { silentSince } from '@/lib/alerts/missed'
import type { MachineInAlert, OpenAlert } from '@/lib/alerts/types'
import { daysWithoutBackup, freshness } from '@/lib/machines/freshness'
import { AlertStanding } from './alert-standing'
import { HoldAlert } from './hold-alert'

type Props = { machine: MachineInAlert; alert: OpenAlert | undefined; showSpace: boolean; now: Date; words: Words }

export function AlertRow({ machine, alert, showSpace, now, words: { t, f } }: Props) {
  const state = freshness({ lastBackupAt: machine.lastBackupAt, suspended: false }, now)
  const since = silentSince(machine)
  return (
    <tr data-machine-id={machine.id} data-state={state}>
      <td>
        <span className="flex items-center gap-3">
          <StateSquare state={state} lastBackupAt={machine.lastBackupAt} running={false} now={now} t={t} />
          <Link href={`/machines/${machine.id}`} className="text-left font-semibold hover:text-accent hover:underline">
            {machine.name}
          </Link>
        </span>
      </td>
      <td data-label={t('alerts.columns.client')}>
        <span>
          <Link href={`/contracts/${machine.contractId}`} className="hover:text-accent hover:underline">
            {machine.contractTitle}
          </Link>
          {showSpace && <small>{machine.spaceName}</small>}
        </span>
      </td>
      <td data-label={t('alerts.columns.silence')} className="tabular-nums">
        <span>
          <strong className="font-semibold">{t('contract.days', { count: daysWithoutBackup(since, now) ?? 0 })}</strong>
          <small>
            <time dateTime={since.toISOString()} title={f.exact(since.getTime())}>
              {machine.lastBackupAt
                ? t('alerts.since', { date: f.dateTime(since.getTime()) })
                : t('alerts.neverSince', { date: f.date(since.getTime()) })}
            </time>
          </small>
        </span>
      </td>
      <td data-label={t('alerts.columns.threshold')} className="tabular-nums">
        <span>
          {t('contract.days', { count: machine.missedAfterDays })}
          {machine.missedAfterOverride !== null && <small>{t('alerts.ownThreshold')}</small>}
        </span>
      </td>
      <td data-label={t('alerts.columns.lastError')}>
        <span>
          <LastRun run={machine.lastRun} words={{ t, f }} />
          {alert && <AlertStanding alert={alert} inRow words={{ t, f }} />}
        </span>
      </td>
      <td data-label={t('alerts.columns.actions')}>
        <span className="flex justify-end gap-1.5">
          {alert && <HoldAlert alertId={alert.id} name={`${machine.name} (${machine.contractTitle})`} held={alert.hold !== null} />}
          <Link
            href={machine.lastRun ? `/backups/${machine.lastRun.id}` : `/machines/${machine.id}/logs`}
            className={`${iconButtonClass} tooltip`}
            data-tooltip={t('contract.seeLogs')}
            aria-label={t('contract.seeLogs')}
            aria-description={machine.name}
          >
            <ScrollText className="size-4" aria-hidden />
          </Link>
        </span>
      </td>
    </tr>
  )
}

/** Why nothing came: the last run's error, or that there was no later run at all. */
function LastRun({ run, words: { t, f } }: { run: MachineInAlert['lastRun']; words: Words }) {
  if (!run) return <span className="text-muted">{t('alerts.noRun')}</span>
  const at = new Date(run.startedAt)
  const failed = run.outcome === 'failed' || run.outcome === 'lost' || run.outcome === 'cancelled'
  return (
    <span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:justify-end">
        <OutcomeChip outcome={run.outcome} t={t} />
        <time className="text-[12px] text-muted tabular-nums" dateTime={at.toISOString()} title={f.exact(at.getTime())}>
          {f.dateTime(at.getTime())}
        </time>
      </span>
      {run.error ? (
        <span className="mt-0.5 block text-danger">{run.error}</span>
      ) : (
        <small>{t(run.outcome === 'lost' ? 'backup.errorLost' : failed ? 'contract.failedUnknown' : 'alerts.noneSince')}</small>
      )}
    </span>
  )
}
