'use client'

import { LayoutGrid } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { filterRoom, type RoomFilter } from '@/lib/control-room/filter'
import { figuresOf, machineStatesAt } from '@/lib/control-room/summary'
import type { MachineState } from '@/lib/machines/freshness'
import { BarGrid } from './bar-grid'
import { CellGrid } from './cell-grid'
import { FiguresPanel } from './figures-panel'
import { Filters } from './filters'
import { HoverCard } from './hover-card'
import { Legend } from './legend'
import { LiveBadge } from './live-badge'
import { Spotlight } from './spotlight'
import { SpotlightArea } from './spotlight-area'
import { useRoom } from './use-room'
import { WorryLists } from './worry-lists'

const everything: RoomFilter = { text: '', spaceId: null, states: new Set() }

/** The virtual control room (requirements C): technical part above, commercial part below, what is wrong at the end. */
export function ControlRoom({ payload }: { payload: string }) {
  const { t } = useWords()
  const { room, now, live, askIds } = useRoom(payload)
  const [filter, setFilter] = useState(everything)
  const [spotlight] = useState(() => new Spotlight())
  const states = useMemo(() => machineStatesAt(room, now), [room, now])
  const figures = useMemo(() => figuresOf(room, states, now), [room, states, now])
  const shown = useMemo(() => filterRoom(room, states, filter), [room, states, filter])

  return (
    <>
      <PageHeader
        title={t('controlRoom.heading')}
        beside={<LiveBadge state={live} />}
        actions={<Filters spaces={room.spaces} filter={filter} onChange={(change) => setFilter({ ...filter, ...change })} />}
      />
      <FiguresPanel room={room} figures={figures} />
      <SpotlightArea spotlight={spotlight}>
        <Panel
          title={t('controlRoom.technical')}
          titleId="technical"
          hint={t('controlRoom.technicalHint')}
          aside={
            <Legend
              counts={shown.counts}
              chosen={filter.states}
              onToggle={(state) => setFilter({ ...filter, states: toggled(filter.states, state) })}
            />
          }
        >
          {room.machines.length === 0 ? (
            <EmptyState icon={LayoutGrid} title={t('controlRoom.empty')} heading="h3" text={t('controlRoom.emptyText')} />
          ) : shown.machines.length === 0 ? (
            <NoMatch onClear={() => setFilter(everything)} />
          ) : (
            <CellGrid room={room} states={states} shown={shown.machines} now={now} spotlight={spotlight} askIds={askIds} />
          )}
        </Panel>
        <Panel title={t('controlRoom.commercial')} titleId="commercial" hint={t('controlRoom.commercialHint')}>
          {room.contracts.length === 0 ? (
            <EmptyState icon={LayoutGrid} title={t('controlRoom.noContract')} heading="h3" text={t('controlRoom.noContractText')} />
          ) : shown.contracts.length === 0 ? (
            <NoMatch onClear={() => setFilter(everything)} />
          ) : (
            <BarGrid room={room} shown={shown.contracts} spotlight={spotlight} />
          )}
        </Panel>
      </SpotlightArea>
      <WorryLists room={room} states={states} now={now} />
      <HoverCard room={room} now={now} spotlight={spotlight} />
    </>
  )
}

function toggled(states: ReadonlySet<MachineState>, state: MachineState): Set<MachineState> {
  const next = new Set(states)
  if (!next.delete(state)) next.add(state)
  return next
}

function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useWords()
  return (
    <p className="py-4 text-center text-muted">
      {t('controlRoom.noMatch')}{' '}
      <button type="button" onClick={onClear} className="text-accent underline underline-offset-2">
        {t('controlRoom.clearFilter')}
      </button>
    </p>
  )
}
