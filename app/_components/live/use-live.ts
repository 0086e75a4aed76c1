'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { MachineChange, Outcome } from '@/lib/control-room/types'

export type BackupChange = { id: string; machineId: string; outcome: Outcome; percent: number }
export type LiveState = 'connecting' | 'connected' | 'reconnecting'
type Handlers = {
  onMachines?: (changes: MachineChange[]) => void
  onBackups?: (changes: BackupChange[]) => void
  /** The stream was away for a while: whatever happened meanwhile has to be read anew. */
  onGap: () => void
}

const RETRY_MILLISECONDS = 3000

/** Follows what happens in the account while the page is in view, and says whether it truly does. */
export function useLive(handlers: Handlers): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const onMachines = useEffectEvent((event: MessageEvent<string>) => handlers.onMachines?.(JSON.parse(event.data)))
  const onBackups = useEffectEvent((event: MessageEvent<string>) => handlers.onBackups?.(JSON.parse(event.data)))
  const onGap = useEffectEvent(() => handlers.onGap())

  useEffect(() => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasReady = false

    function open() {
      clearTimeout(timer)
      source = new EventSource('/api/events')
      source.addEventListener('machines', onMachines)
      source.addEventListener('backups', onBackups)
      source.addEventListener('ready', () => {
        if (wasReady) onGap()
        wasReady = true
        setState('connected')
      })
      source.addEventListener('error', () => {
        setState('reconnecting')
        // An answer other than 200 ends an EventSource for good, and a restart of the server is one.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MILLISECONDS)
      })
    }
    function close() {
      clearTimeout(timer)
      source?.close()
      source = undefined
    }
    // Browsers allow six streams a host, so a tab out of sight lets go of its own.
    function followVisibility() {
      if (document.hidden) close()
      else if (!source) open()
    }

    followVisibility()
    document.addEventListener('visibilitychange', followVisibility)
    return () => {
      document.removeEventListener('visibilitychange', followVisibility)
      close()
    }
  }, [])

  return state
}
