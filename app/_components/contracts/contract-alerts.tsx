import { BellRing } from 'lucide-react'
import { AlertStanding } from '@/app/_components/alerts/alert-standing'
import { HoldAlert } from '@/app/_components/alerts/hold-alert'
import type { Words } from '@/app/_components/i18n/request'
import { StateSquare } from '@/app/_components/machines/state-square'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import { silentSince } from '@/lib/alerts/missed'
import type { OpenAlert } from '@/lib/alerts/types'
import { freshness } from '@/lib/machines/freshness'
import type { MachineRow } from '@/lib/machines/types'

const SHOWN = 8

type Props = { machines: MachineRow[]; alerts: OpenAlert[]; now: Date; words: Words }

/**
 * The machines of a contract that are in alert, the longest silence first; each leads to its logs and, once its episode is open, is taken in
 * hand here.
 */
export function ContractAlerts({ machines, alerts, now, words }: Props) {
  const { t, f } = words
  const silences = new Map(alerts.filter(({ kind }) => kind === 'missed').map((alert) => [alert.machineId, alert]))
  const sorted = machines.toSorted((a, b) => silentSince(a).getTime() - silentSince(b).getTime())
  return (
    <Panel title={t('contract.inAlert')} titleId="in-alert" hint={machines.length > 0 && f.number(machines.length)}>
      {machines.length === 0 ? (
        <p className="text-muted">{t('contract.inAlertNone')}</p>
      ) : (
        <ul className="grid">
          {sorted.slice(0, SHOWN).map((machine) => {
            const silence = silences.get(machine.id)
            return (
              <li
                key={machine.id}
                className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5 border-line border-b py-2 first:pt-0 last:border-0 last:pb-0"
              >
                <StateSquare
                  state={freshness(machine, now)}
                  lastBackupAt={machine.lastBackupAt}
                  running={machine.running}
                  now={now}
                  t={t}
                />
                <span className="min-w-44 flex-1">
                  <Link href={`/machines/${machine.id}`} className="font-semibold hover:text-accent hover:underline">
                    {machine.name}
                  </Link>
                  <span className="block text-[12.5px] text-muted [overflow-wrap:anywhere]">
                    {machine.lastError ??
                      (machine.lastBackupAt
                        ? t('contract.silentSince', { when: f.relative(machine.lastBackupAt.getTime(), now.getTime()) })
                        : t('contract.never'))}
                  </span>
                  {silence && <AlertStanding alert={silence} words={words} />}
                </span>
                <Link href={`/machines/${machine.id}/logs`} className="shrink-0 text-[13px] text-accent underline underline-offset-2">
                  {t('contract.seeLogs')}
                  <span className="sr-only"> ({machine.name})</span>
                </Link>
                {silence && <HoldAlert alertId={silence.id} name={machine.name} held={silence.hold !== null} />}
              </li>
            )
          })}
        </ul>
      )}
      {machines.length > SHOWN && (
        <p className="mt-2 flex items-center gap-1.5 text-[12.5px] text-muted">
          <BellRing className="size-3.5" aria-hidden />
          {t('contract.inAlertMore', { count: machines.length - SHOWN })}
        </p>
      )}
    </Panel>
  )
}
