'use client'

import { memo } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { quotaPercent } from '@/lib/contracts/quota'
import { barState } from '@/lib/control-room/summary'
import type { ControlRoomContract } from '@/lib/control-room/types'

type Props = { at: number; place: number; contract: ControlRoomContract; isTabStop: boolean }

/** One client: how much of its volume is used, a link to its contract (requirements C4). */
export const Bar = memo(function Bar({ at, place, contract, isTabStop }: Props) {
  const { t, f } = useWords()
  const state = barState(contract)
  const percent = quotaPercent(contract.usedBytes, contract.subscribedBytes)
  const shown = percent === null ? '–' : f.percent(percent)
  const facts = { contract: contract.title, used: f.bytes(contract.usedBytes), subscribed: f.bytes(contract.subscribedBytes) }
  const name =
    state === 'suspended'
      ? t('controlRoom.barNameSuspended', facts)
      : t('controlRoom.barName', { ...facts, percent: shown, color: t(`quotaState.color.${state}`) })
  return (
    <a
      href={`/contracts/${contract.id}`}
      className="bar"
      tabIndex={isTabStop ? 0 : -1}
      data-contract-id={contract.id}
      data-state={state}
      data-at={at}
      data-c={place}
      aria-label={name}
    >
      <span className="bar-text">
        <span className="truncate">{contract.title}</span>
        <span className="bar-percent">{shown}</span>
      </span>
      <span className="bar-track">
        <span className="state-fill" style={{ width: `${Math.min(100, percent ?? (contract.usedBytes > 0 ? 100 : 0))}%` }} />
      </span>
    </a>
  )
})
