'use client'

import { type CSSProperties, useEffect, useLayoutEffect } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { Room } from '@/lib/control-room/room'
import type { MachineState } from '@/lib/machines/freshness'
import { Cell } from './cell'
import type { Spotlight } from './spotlight'
import { useGridWindow } from './use-grid-window'
import { useRoving } from './use-roving'

type Props = {
  room: Room
  states: MachineState[]
  shown: number[]
  now: number
  spotlight: Spotlight
  askIds: (indexes: number[]) => void
}

/** As many cells as the largest usual screen shows travel as HTML; the rest is drawn when it comes into view. */
export const FIRST_CELLS = 400

const GAP = 4

/** Smaller cells for larger fleets, so that both parts of the control room fit a screen. */
export const cellSize = (machines: number): number => (machines <= 150 ? 34 : machines <= 240 ? 30 : 26)

export function CellGrid({ room, states, shown, now, spotlight, askIds }: Props) {
  const { t } = useWords()
  const size = cellSize(room.machines.length)
  const grid = useGridWindow(shown.length, FIRST_CELLS, { item: size, height: size, gapX: GAP, gapY: GAP })
  const roving = useRoving(shown.length, grid)
  const visible = shown.slice(grid.start, grid.end)

  useLayoutEffect(spotlight.renew)
  useEffect(() => {
    askIds(shown.slice(grid.start, grid.end))
  }, [askIds, shown, grid.start, grid.end])

  return (
    <div ref={grid.frame} className="control-frame control-frame-cells" data-overflowing={room.machines.length > FIRST_CELLS || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would say "form" to readers */}
      <div
        role="group"
        aria-label={t('controlRoom.cells', { count: shown.length })}
        aria-description={t('controlRoom.technicalKeys')}
        className="control-grid"
        style={
          {
            '--item': `${size}px`,
            '--item-max': '1fr',
            '--gap-x': `${GAP}px`,
            '--gap-y': `${GAP}px`,
            ...grid.padding,
          } as CSSProperties
        }
        onKeyDown={roving.onKeyDown}
        onFocus={(event) => roving.onFocus(Number(event.target.dataset.at))}
      >
        {visible.map((index, offset) => {
          const machine = room.machines[index]
          const state = states[index]
          if (!machine || !state) return null
          const at = grid.start + offset
          return (
            <Cell
              key={index}
              at={at}
              index={index}
              machine={machine}
              contractTitle={room.contracts[machine.contract]?.title ?? ''}
              state={state}
              now={now}
              isTabStop={at === roving.tabStop}
            />
          )
        })}
      </div>
    </div>
  )
}
