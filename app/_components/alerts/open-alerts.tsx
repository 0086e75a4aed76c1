import { clsx } from 'clsx'
import { CircleAlert, FileWarning, HardDrive, type LucideIcon, MoonStar, Scale, Snowflake, TriangleAlert } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { OpenAlert } from '@/lib/alerts/types'
import { AlertStanding } from './alert-standing'
import { alertText } from './alert-text'
import { HoldAlert } from './hold-alert'

type Props = {
  alerts: OpenAlert[]
  /** What goes without saying where the list stands. */
  leaveOut?: 'machine' | 'contract'
  now: Date
  words: Words
}

const ICONS: Record<OpenAlert['kind'], LucideIcon> = {
  missed: MoonStar,
  failed: CircleAlert,
  partial: TriangleAlert,
  config_refused: FileWarning,
  check_failed: HardDrive,
  history_frozen: Snowflake,
  over_volume: Scale,
}

/** Open episodes, each with what is wrong, since when, and what can be done about it. */
export function OpenAlerts({ alerts, leaveOut, now, words }: Props) {
  return (
    <ul className="grid">
      {alerts.map((alert) => (
        <li
          key={alert.id}
          data-alert-id={alert.id}
          data-kind={alert.kind}
          className="flex items-start gap-3 border-line border-b py-2.5 first:pt-0 last:border-0 last:pb-0"
        >
          <Alert alert={alert} leaveOut={leaveOut} now={now} words={words} />
        </li>
      ))}
    </ul>
  )
}

function Alert({ alert, leaveOut, now, words }: Omit<Props, 'alerts'> & { alert: OpenAlert }) {
  const { t, f } = words
  const Icon = ICONS[alert.kind]
  const name = alert.machineName ? `${alert.machineName} (${alert.contractTitle})` : alert.contractTitle
  return (
    <>
      <Icon className={clsx('mt-0.5 size-4.5 shrink-0', alert.escalated ? 'text-danger' : 'text-warning')} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">
          {leaveOut !== 'machine' && alert.machineId && (
            <Link href={`/machines/${alert.machineId}`} className="font-semibold hover:text-accent hover:underline">
              {alert.machineName}
            </Link>
          )}
          {!leaveOut && alert.machineId && ' · '}
          {!leaveOut && (
            <Link
              href={`/contracts/${alert.contractId}`}
              className={clsx('hover:text-accent hover:underline', !alert.machineId && 'font-semibold')}
            >
              {alert.contractTitle}
            </Link>
          )}
        </p>
        <p className={clsx('[overflow-wrap:anywhere]', leaveOut && 'font-medium')}>{alertText(alert, now, words)}</p>
        {alert.detail.error && <p className="text-[13px] text-danger [overflow-wrap:anywhere]">{alert.detail.error}</p>}
        <p className="text-[12.5px] text-muted">
          <time dateTime={alert.openedAt.toISOString()} title={f.exact(alert.openedAt.getTime())}>
            {t('episodes.opened', { when: f.relative(alert.openedAt.getTime(), now.getTime()) })}
          </time>
        </p>
        <AlertStanding alert={alert} words={words} />
      </div>
      <HoldAlert alertId={alert.id} name={name} held={alert.hold !== null} />
    </>
  )
}
