import type { Words } from '@/app/_components/i18n/request'
import { Moment } from '@/app/_components/ui/moment'
import type { MachineRow } from '@/lib/machines/types'

type Props = { machine: MachineRow; now: Date; words: Words }

/** When the machine was last backed up, and how its last run went. */
export function LastBackup({ machine, now, words }: Props) {
  const failed = machine.lastOutcome === 'failed' || machine.lastOutcome === 'lost'
  const partial = machine.lastOutcome === 'partial'
  return (
    <span>
      {machine.lastBackupAt ? <Moment at={machine.lastBackupAt.getTime()} now={now.getTime()} /> : words.t('contract.never')}
      <small className={failed ? 'text-danger!' : partial ? 'text-warning!' : undefined}>
        {failed
          ? failure(machine, words)
          : partial
            ? words.t('contract.lastPartial', { figures: figures(machine, words) ?? '' })
            : figures(machine, words)}
      </small>
    </span>
  )
}

const failure = (machine: MachineRow, { t }: Words): string =>
  machine.lastError ? t('contract.failed', { error: machine.lastError }) : t('contract.failedUnknown')

function figures(machine: MachineRow, { t, f }: Words): string | null {
  const { lastFilesProcessed: files, lastBytesAdded: added, lastDurationSeconds: seconds } = machine
  if (files === null || added === null || seconds === null) return null
  return t('contract.lastFigures', { files, added: f.bytes(added), duration: f.duration(seconds) })
}
