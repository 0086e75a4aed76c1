import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import { freshness } from '@/lib/machines/freshness'
import type { MachineRow as Machine } from '@/lib/machines/types'
import { AlertSwitch } from './alert-switch'
import { IdentificationKey } from './identification-key'
import { LastBackup } from './last-backup'
import { MachineActions } from './machine-actions'
import { Retention } from './retention'
import { StateSquare } from './state-square'

type Props = { machine: Machine; canRevealKey: boolean; retentionFixed: boolean; now: Date; words: Words }

export function MachineRow({ machine, canRevealKey, retentionFixed, now, words }: Props) {
  const { t, f } = words
  const state = freshness(machine, now)
  const { id: machineId, name } = machine
  return (
    <tr data-machine-id={machineId} data-state={state} data-running={machine.running || undefined}>
      <td>
        <span className="flex items-center gap-3">
          <StateSquare state={state} lastBackupAt={machine.lastBackupAt} running={machine.running} now={now} t={t} />
          <span className="min-w-0 text-left">
            <Link
              href={`/machines/${machineId}`}
              title={name}
              className="block max-w-52 truncate font-semibold hover:text-accent hover:underline max-sm:max-w-full"
            >
              {name}
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
      <td data-label={t('contract.columns.registered')} className="whitespace-nowrap tabular-nums">
        <time dateTime={machine.registeredAt.toISOString()} title={f.exact(machine.registeredAt.getTime())}>
          {f.date(machine.registeredAt.getTime())}
        </time>
      </td>
      <td data-label={t('contract.columns.key')}>
        <IdentificationKey machineId={machineId} machineName={name} maskedKey={machine.maskedKey} revealable={canRevealKey} />
      </td>
      <td data-label={t('contract.columns.retention')} className="whitespace-nowrap">
        <Retention machineId={machineId} machineName={name} days={machine.retentionDays} fixed={retentionFixed} />
      </td>
      <td data-label={t('contract.columns.backupAlert')}>
        <AlertSwitch machineId={machineId} machineName={name} alert="backup" on={machine.backupAlert} />
      </td>
      <td data-label={t('contract.columns.missedAlert')}>
        <AlertSwitch machineId={machineId} machineName={name} alert="missed" on={machine.missedAlert} />
      </td>
      <td>
        <MachineActions machineId={machineId} machineName={name} storedBytes={machine.storedBytes} look="icons" />
      </td>
    </tr>
  )
}
