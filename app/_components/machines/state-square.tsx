import type { Translate } from '@/lib/i18n/translator'
import { daysWithoutBackup, type MachineState } from '@/lib/machines/freshness'

type Props = { state: MachineState; lastBackupAt: Date | null; running: boolean; now: Date; t: Translate; size?: number }

/** The machine's cell of the control room, standing alone. */
export function StateSquare({ state, lastBackupAt, running, now, t, size = 26 }: Props) {
  const days = daysWithoutBackup(lastBackupAt, now)
  return (
    <span
      role="img"
      aria-label={t(`machineState.sentence.${state}`)}
      title={t(`machineState.sentence.${state}`)}
      data-state={state}
      data-running={running || undefined}
      className="cell state-fill"
      style={{ '--item': `${size}px` } as React.CSSProperties}
    >
      {days ?? '–'}
    </span>
  )
}
