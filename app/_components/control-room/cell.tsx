'use client'

import { memo } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { RoomMachine } from '@/lib/control-room/room'
import { daysWithoutBackup, type MachineState } from '@/lib/machines/freshness'

type Props = {
  at: number
  index: number
  machine: RoomMachine
  contractTitle: string
  state: MachineState
  now: number
  isTabStop: boolean
}

/** One machine: the number of days without backup on the colour of its state, a link to its page (requirements C1, C2). */
export const Cell = memo(function Cell({ at, index, machine, contractTitle, state, now, isTabStop }: Props) {
  const { t, f } = useWords()
  const { lastBackupAt } = machine
  const backup =
    lastBackupAt === null ? t('controlRoom.neverBackedUp') : t('controlRoom.lastBackup', { when: f.relative(lastBackupAt, now) })
  const days = daysWithoutBackup(lastBackupAt === null ? null : new Date(lastBackupAt), new Date(now))
  return (
    <a
      href={machine.id === null ? undefined : `/machines/${machine.id}`}
      className="cell state-fill"
      tabIndex={isTabStop ? 0 : -1}
      data-machine-id={machine.id}
      data-state={state}
      data-running={machine.running || undefined}
      data-machine={index}
      data-at={at}
      data-c={machine.contract}
      aria-label={t(machine.running ? 'controlRoom.cellNameRunning' : 'controlRoom.cellName', {
        machine: machine.name,
        contract: contractTitle,
        backup,
        color: t(`machineState.color.${state}`),
      })}
    >
      {days ?? '–'}
    </a>
  )
})
