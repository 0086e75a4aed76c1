import { Snowflake } from 'lucide-react'
import { AlertStanding } from '@/app/_components/alerts/alert-standing'
import { HoldAlert } from '@/app/_components/alerts/hold-alert'
import type { Words } from '@/app/_components/i18n/request'
import type { OpenAlert } from '@/lib/alerts/types'
import type { RetentionState } from '@/lib/retention/types'
import { CheckAgain } from './check-again'
import { ReleaseRetention } from './release-retention'

type Props = {
  machine: { id: string; name: string }
  retention: RetentionState
  /** The episode of the same cause, once the sweep has opened it: who has it in hand stands here too. */
  alert: OpenAlert | undefined
  mayAct: boolean
  words: Words
}

/** Why a machine's history is frozen, and what to do; nothing where it is not. */
export function RetentionNotice({ machine, retention, alert, mayAct, words: { t, f } }: Props) {
  const { frozenAt, frozenReason, checkFailure } = retention
  if (!frozenAt || !frozenReason) return null
  const cause = frozenReason === 'check_failed' ? (checkFailure ?? 'damaged') : frozenReason
  const about = { machineId: machine.id, machineName: machine.name }
  const Action = frozenReason === 'check_failed' ? CheckAgain : ReleaseRetention
  return (
    <section
      aria-labelledby="frozen"
      className="grid gap-2.5 rounded-panel border border-warning/40 bg-warning-soft p-4"
      data-frozen={cause}
    >
      <h2 id="frozen" className="flex items-start gap-2 font-semibold text-[14px] text-warning">
        <Snowflake className="mt-px size-4.5 shrink-0" aria-hidden />
        {t('retention.frozen', { date: f.dateTime(frozenAt.getTime()) })}
      </h2>
      {alert && <AlertStanding alert={alert} words={{ t, f }} />}
      <div className="grid max-w-4xl gap-1.5">
        <p>{t(`retention.${cause}.why`, figures(retention.frozenDetail ?? {}, f))}</p>
        <p>{t('retention.frozenText')}</p>
        <p className="font-medium">{t(`retention.${cause}.todo`)}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {mayAct ? <Action {...about} /> : <p className="text-muted">{t('retention.onlyAdministrator')}</p>}
        {alert && <HoldAlert alertId={alert.id} name={machine.name} held={alert.hold !== null} />}
      </div>
    </section>
  )
}

function figures(detail: Record<string, number>, f: Words['f']): Record<string, string | number> {
  const of = (name: string) => detail[name] ?? 0
  return {
    filesBefore: f.number(of('filesBefore')),
    filesAfter: f.number(of('filesAfter')),
    bytesBefore: f.bytes(of('bytesBefore')),
    bytesAfter: f.bytes(of('bytesAfter')),
    wrong: f.number(of('wrong')),
    of: f.number(of('of')),
    days: Math.round(of('hours') / 24),
  }
}
