'use client'

import { useEffect } from 'react'
import { useLive } from './use-live'
import { useRefresh } from './use-refresh'

type Props = {
  /** Only changes of these machines matter; without it, any does. */
  machineIds?: string[]
  /** Something on the page grows without an event of its own, such as a running log. */
  growing?: boolean
  /** Whether the page shows how running backups get on; that one starts or ends is a change of its machine. */
  running?: boolean
}

const BURST_MILLISECONDS = 1500
const AGING_MILLISECONDS = 60_000
const GROWING_MILLISECONDS = 4000

/** Keeps a server-rendered page true: reads it anew when something on it changed, and each minute, since states age. */
export function LiveRefresh({ machineIds, growing = false, running = true }: Props) {
  const refresh = useRefresh(BURST_MILLISECONDS)
  const matters = (machineId: string) => machineIds === undefined || machineIds.includes(machineId)
  useLive({
    onMachines: (changes) => {
      if (changes.some((machine) => matters(machine.id))) refresh()
    },
    onBackups: (changes) => {
      if (running && changes.some((backup) => matters(backup.machineId))) refresh()
    },
    onGap: refresh,
  })
  useEffect(() => {
    const timer = setInterval(() => document.hidden || refresh(), growing ? GROWING_MILLISECONDS : AGING_MILLISECONDS)
    return () => clearInterval(timer)
  }, [refresh, growing])
  return null
}
