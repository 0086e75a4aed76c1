'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { MachineChange, Outcome } from '@/lib/control-room/types'
import { type LiveState, type LiveType, subscribeLive } from './live-stream'

export type { LiveState }
export type BackupChange = { id: string; machineId: string; outcome: Outcome; percent: number }
type Handlers = {
  onMachines?: (changes: MachineChange[]) => void
  onBackups?: (changes: BackupChange[]) => void
  /** The stream was away for a while: whatever happened meanwhile has to be read anew. */
  onGap: () => void
}

/** Follows what happens in the account while the page is in view, and says whether it truly does. */
export function useLive(handlers: Handlers): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const onEvent = useEffectEvent((type: LiveType, data: unknown[]) => {
    if (type === 'machines') handlers.onMachines?.(data as MachineChange[])
    else handlers.onBackups?.(data as BackupChange[])
  })
  const onGap = useEffectEvent(() => handlers.onGap())

  useEffect(() => subscribeLive({ event: (type, data) => onEvent(type, data), gap: () => onGap(), state: setState }), [])

  return state
}
