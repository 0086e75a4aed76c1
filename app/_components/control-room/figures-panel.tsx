'use client'

import type { ReactNode } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { Meter } from '@/app/_components/ui/meter'
import { quotaPercent } from '@/lib/contracts/quota'
import type { Room } from '@/lib/control-room/room'
import type { Figures } from '@/lib/control-room/summary'

/** The five figures that answer "is all well?" before anything else is read (requirements C6). */
export function FiguresPanel({ room, figures }: { room: Room; figures: Figures }) {
  const { t, f } = useWords()
  const percent = quotaPercent(figures.usedBytes, room.allocatedBytes) ?? 0
  return (
    <dl
      aria-label={t('controlRoom.figures')}
      className="grid grid-cols-2 overflow-hidden rounded-panel border border-line bg-panel shadow-panel md:grid-cols-[1.5fr_repeat(4,1fr)] [&>div]:border-line"
    >
      <Figure
        className="col-span-2 border-b md:col-span-1 md:border-b-0"
        name={t('controlRoom.volumeUsed')}
        value={f.bytes(figures.usedBytes)}
        detail={t('controlRoom.ofAllocated', { total: f.bytes(room.allocatedBytes) })}
      >
        <Meter percent={percent} label={t('controlRoom.volumeUsed')} text={f.percent(percent)} className="mt-1 h-1.5!" />
      </Figure>
      <Figure
        name={t('controlRoom.backedUp')}
        value={f.number(figures.backedUp)}
        detail={t('controlRoom.ofMachines', { total: f.number(room.machines.length) })}
        className="border-b md:border-b-0 md:border-l"
      />
      <Figure
        name={t('controlRoom.inAlert')}
        value={f.number(figures.inAlert)}
        title={t('controlRoom.inAlertHint')}
        isBad={figures.inAlert > 0}
        className="border-b border-l md:border-b-0"
      />
      <Figure name={t('controlRoom.running')} value={f.number(figures.running)} className="md:border-l" />
      <Figure
        name={t('controlRoom.contractsOver')}
        value={f.number(figures.contractsOver)}
        detail={t('controlRoom.ofContracts', { total: f.number(room.contracts.length) })}
        isBad={figures.contractsOver > 0}
        className="border-l"
      />
    </dl>
  )
}

type FigureProps = {
  name: string
  value: string
  detail?: string
  title?: string
  isBad?: boolean
  className?: string
  children?: ReactNode
}

function Figure({ name, value, detail, title, isBad = false, className = '', children }: FigureProps) {
  return (
    <div className={`px-4 py-2.5 ${className}`} title={title}>
      <dt className="text-[12.5px] text-muted">{name}</dt>
      <dd>
        <span className={`font-semibold text-[21px] leading-tight tracking-[-0.02em] tabular-nums ${isBad ? 'text-danger' : ''}`}>
          {value}
        </span>
        {detail && <span className="ml-1.5 font-medium text-[13px] text-muted">{detail}</span>}
        {children}
      </dd>
    </div>
  )
}
