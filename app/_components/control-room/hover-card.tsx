'use client'

import { useSyncExternalStore } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { quotaPercent } from '@/lib/contracts/quota'
import type { Room } from '@/lib/control-room/room'
import type { Spotlight, Subject } from './spotlight'

const WIDTH = 248
const MARGIN = 8
const ROOM_BELOW = 150

type Props = { room: Room; now: number; spotlight: Spotlight }

/** What is known of the cell or bar pointed at, at once. Readers have it in the element's own name already. */
export function HoverCard({ room, now, spotlight }: Props) {
  const subject = useSyncExternalStore(spotlight.subscribe, spotlight.getSubject, () => null)
  if (!subject) return null
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed z-30 rounded-[10px] border border-line bg-panel px-3 py-2.5 text-[12.5px] text-muted shadow-float"
      style={place(subject.element.getBoundingClientRect())}
    >
      <Lines subject={subject} room={room} now={now} />
    </div>
  )
}

/** Below the element, or above it where the window ends. */
function place(anchor: DOMRect) {
  const left = Math.max(MARGIN, Math.min(anchor.left, document.documentElement.clientWidth - WIDTH - MARGIN))
  const fits = anchor.bottom + ROOM_BELOW < window.innerHeight
  return { width: WIDTH, left, ...(fits ? { top: anchor.bottom + MARGIN } : { bottom: window.innerHeight - anchor.top + MARGIN }) }
}

function Lines({ subject, room, now }: { subject: Subject; room: Room; now: number }) {
  const { t } = useWords()
  const lines = useLines(subject, room, now)
  if (!lines) return null
  return (
    <>
      <b className="block truncate font-semibold text-[13px] text-ink">{lines.title}</b>
      {lines.facts.map((fact) => (
        <p key={fact} className="[overflow-wrap:anywhere]">
          {fact}
        </p>
      ))}
      {lines.isSuspended && <p>{t('controlRoom.cardSuspended')}</p>}
    </>
  )
}

function useLines({ kind, index }: Subject, room: Room, now: number): { title: string; facts: string[]; isSuspended: boolean } | null {
  const { t, f } = useWords()
  if (kind === 'bar') {
    const contract = room.contracts[index]
    if (!contract) return null
    const percent = quotaPercent(contract.usedBytes, contract.subscribedBytes)
    const used = t('controlRoom.cardBar', { used: f.bytes(contract.usedBytes), subscribed: f.bytes(contract.subscribedBytes) })
    const machines = room.machines.reduce((count, machine) => count + (machine.contract === index ? 1 : 0), 0)
    return {
      title: contract.title,
      facts: [percent === null ? used : `${used} · ${f.percent(percent)}`, t('controlRoom.cardMachines', { count: machines })],
      isSuspended: contract.suspended,
    }
  }
  const machine = room.machines[index]
  const contract = room.contracts[machine?.contract ?? -1]
  if (!machine || !contract) return null
  const last =
    machine.lastBackupAt === null ? t('controlRoom.cardNever') : t('controlRoom.cardLast', { when: f.relative(machine.lastBackupAt, now) })
  const failed = machine.lastOutcome === 'failed' || machine.lastOutcome === 'lost' || machine.lastOutcome === 'partial'
  return {
    title: machine.name,
    facts: [
      contract.title,
      last,
      t('controlRoom.cardVolume', { volume: f.bytes(machine.storedBytes) }),
      ...(machine.running ? [t('controlRoom.cardRunning')] : []),
      ...(failed && machine.lastOutcome ? [t('controlRoom.cardOutcome', { outcome: t(`outcome.${machine.lastOutcome}`) })] : []),
    ],
    isSuspended: contract.suspended,
  }
}
