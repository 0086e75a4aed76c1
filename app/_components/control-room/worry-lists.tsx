'use client'

import { CheckCircle2 } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import { quotaPercent } from '@/lib/contracts/quota'
import type { Room } from '@/lib/control-room/room'
import { contractsOver, lostMachines } from '@/lib/control-room/summary'
import { daysWithoutBackup, type MachineState } from '@/lib/machines/freshness'

const ROWS = 8

/** By name, what must not wait: machines long without backup, contracts over their volume (requirements C6). */
export function WorryLists({ room, states, now }: { room: Room; states: MachineState[]; now: number }) {
  const { t } = useWords()
  const lost = useMemo(() => lostMachines(room, states), [room, states])
  const over = useMemo(() => contractsOver(room), [room])
  return (
    <div className="grid gap-3.5 lg:grid-cols-2">
      <Worries title={t('controlRoom.lost')} id="lost" count={lost.length} empty={t('controlRoom.lostEmpty')}>
        {lost.slice(0, ROWS).map((index) => (
          <LostMachine key={index} room={room} index={index} now={now} />
        ))}
      </Worries>
      <Worries title={t('controlRoom.over')} id="over" count={over.length} empty={t('controlRoom.overEmpty')}>
        {over.slice(0, ROWS).map((place) => (
          <ContractOver key={place} room={room} place={place} />
        ))}
      </Worries>
    </div>
  )
}

function Worries({ title, id, count, empty, children }: { title: string; id: string; count: number; empty: string; children: ReactNode }) {
  const { t } = useWords()
  return (
    <Panel title={title} titleId={id} hint={count > 0 ? count : undefined}>
      {count === 0 ? (
        <p className="flex items-center gap-2 text-[13px] text-muted">
          <CheckCircle2 className="size-4 shrink-0 text-good" aria-hidden />
          {empty}
        </p>
      ) : (
        <ul className="text-[13px]">{children}</ul>
      )}
      {count > ROWS && <p className="mt-2 text-[12.5px] text-muted">{t('controlRoom.more', { count: count - ROWS })}</p>}
    </Panel>
  )
}

function LostMachine({ room, index, now }: { room: Room; index: number; now: number }) {
  const { t } = useWords()
  const machine = room.machines[index]
  if (!machine || machine.lastBackupAt === null) return null
  const days = daysWithoutBackup(new Date(machine.lastBackupAt), new Date(now)) ?? 0
  return (
    <Row
      href={machine.id === null ? null : `/machines/${machine.id}`}
      name={machine.name}
      detail={room.contracts[machine.contract]?.title}
      figure={t('controlRoom.lostDays', { count: days })}
    />
  )
}

function ContractOver({ room, place }: { room: Room; place: number }) {
  const { t, f } = useWords()
  const contract = room.contracts[place]
  if (!contract) return null
  const { usedBytes, subscribedBytes } = contract
  const percent = quotaPercent(usedBytes, subscribedBytes)
  const facts = { percent: percent === null ? '–' : f.percent(percent), used: f.bytes(usedBytes), subscribed: f.bytes(subscribedBytes) }
  return <Row href={`/contracts/${contract.id}`} name={contract.title} figure={t('controlRoom.overDetail', facts)} />
}

function Row({ href, name, detail, figure }: { href: string | null; name: string; detail?: string; figure: string }) {
  const text = (
    <>
      <span className="font-medium">{name}</span>
      {detail && <span className="text-muted"> · {detail}</span>}
    </>
  )
  return (
    <li className="flex items-baseline justify-between gap-4 border-line border-t py-1.5 first:border-0">
      {href === null ? (
        <span className="truncate">{text}</span>
      ) : (
        <Link href={href} className="truncate hover:text-accent hover:underline">
          {text}
        </Link>
      )}
      <span className="shrink-0 text-muted tabular-nums">{figure}</span>
    </li>
  )
}
