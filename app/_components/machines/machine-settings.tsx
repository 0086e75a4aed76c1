import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import type { MachineDetail } from '@/lib/machines/types'
import { AlertSwitch } from './alert-switch'
import { Comment } from './comment'
import { IdentificationKey } from './identification-key'
import { MissedAfter } from './missed-after'
import { RenewKey } from './renew-key'
import { Retention } from './retention'

type Props = {
  machine: MachineDetail
  retentionFixed: boolean
  canComment: boolean
  canRevealKey: boolean
  resellerDays: number
  words: Words
}

/** Everything of a machine that its contract's table lets one set, and what only its page does. */
export function MachineSettings({ machine, retentionFixed, canComment, canRevealKey, resellerDays, words: { t } }: Props) {
  const about = { machineId: machine.id, machineName: machine.name }
  const rows = [
    [
      t('contract.columns.backupAlert'),
      <AlertSwitch key="backup" {...about} alert="backup" on={machine.backupAlert} />,
      t('machine.backupAlertHint'),
    ],
    [
      t('contract.columns.missedAlert'),
      <AlertSwitch key="missed" {...about} alert="missed" on={machine.missedAlert} />,
      t('machine.missedAlertHint'),
    ],
    [
      t('machine.missedAfter'),
      <MissedAfter key="after" {...about} override={machine.missedAfterOverride} resellerDays={resellerDays} />,
      t('machine.missedAfterHint'),
    ],
    [
      t('machine.retention'),
      <Retention key="retention" {...about} days={machine.retentionDays} fixed={retentionFixed} />,
      t(retentionFixed ? 'machine.retentionFixed' : 'machine.retentionHint'),
    ],
    [
      t('contract.columns.key'),
      <div key="key" className="grid justify-items-start gap-1">
        <IdentificationKey key={machine.maskedKey} {...about} maskedKey={machine.maskedKey} revealable={canRevealKey} />
        {canRevealKey && <RenewKey {...about} />}
      </div>,
      t(canRevealKey ? 'machine.keyHint' : 'machineActions.keyOfRestorers'),
    ],
  ] as const
  return (
    <div className="grid items-start gap-3.5 xl:grid-cols-[1.4fr_1fr]">
      <Panel title={t('machine.settings')} titleId="settings">
        <dl className="grid gap-3">
          {rows.map(([name, value, hint]) => (
            <div
              key={name}
              className="grid gap-x-5 gap-y-1 border-line border-b pb-3 last:border-0 last:pb-0 sm:grid-cols-[13rem_minmax(0,1fr)]"
            >
              <dt className="font-medium text-[13px]">{name}</dt>
              <dd>
                {value}
                <p className="mt-1 text-[12.5px] text-muted">{hint}</p>
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title={t('machine.comment')} titleId="comment">
        {canComment ? (
          <Comment machineId={machine.id} comment={machine.comment ?? ''} />
        ) : (
          <>
            <p className="whitespace-pre-line [overflow-wrap:anywhere]">{machine.comment ?? t('machine.noComment')}</p>
            <p className="mt-2 text-[12.5px] text-muted">{t('machine.commentReadOnly')}</p>
          </>
        )}
      </Panel>
    </div>
  )
}
