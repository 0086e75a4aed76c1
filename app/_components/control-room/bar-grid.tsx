'use client'

import { type CSSProperties, useLayoutEffect } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { Room } from '@/lib/control-room/room'
import { Bar } from './bar'
import type { Spotlight } from './spotlight'
import { useGridWindow } from './use-grid-window'
import { useRoving } from './use-roving'

type Props = { room: Room; shown: number[]; spotlight: Spotlight }

const FIRST_BARS = 100
const roomy = { item: 190, height: 31, gapX: 20, gapY: 5 }
const dense = { item: 146, height: 26, gapX: 16, gapY: 4 }

export function BarGrid({ room, shown, spotlight }: Props) {
  const { t } = useWords()
  const shape = room.contracts.length <= 30 ? roomy : dense
  const grid = useGridWindow(shown.length, FIRST_BARS, shape)
  const roving = useRoving(shown.length, grid)
  const style = {
    '--item': `${shape.item}px`,
    '--item-max': '1fr',
    '--gap-x': `${shape.gapX}px`,
    '--gap-y': `${shape.gapY}px`,
    '--bar-height': `${shape.height}px`,
    ...grid.padding,
  } as CSSProperties

  useLayoutEffect(spotlight.renew)

  return (
    <div ref={grid.frame} className="control-frame control-frame-bars" data-overflowing={room.contracts.length > FIRST_BARS || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would say "form" to readers */}
      <div
        role="group"
        aria-label={t('controlRoom.bars', { count: shown.length })}
        aria-description={t('controlRoom.commercialKeys')}
        className="control-grid"
        style={style}
        onKeyDown={roving.onKeyDown}
        onFocus={(event) => roving.onFocus(Number(event.target.dataset.at))}
      >
        {shown.slice(grid.start, grid.end).map((place, offset) => {
          const contract = room.contracts[place]
          const at = grid.start + offset
          return contract && <Bar key={place} at={at} place={place} contract={contract} isTabStop={at === roving.tabStop} />
        })}
      </div>
    </div>
  )
}
