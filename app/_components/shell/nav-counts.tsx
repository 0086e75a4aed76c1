'use client'

import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useLive } from '@/app/_components/live/use-live'

export type Counts = { contracts: number; running: number; inAlert: number }

const NOTHING: Counts = { contracts: 0, running: 0, inAlert: 0 }
const PAUSE_MILLISECONDS = 1500
const AGING_MILLISECONDS = 60_000
const CountsContext = createContext<Counts>(NOTHING)

export const useNavCounts = (): Counts => useContext(CountsContext)

/** Keeps the figures beside the navigation's entries true while pages come and go. */
export function NavCounts({ initial, children }: { initial: Counts; children: ReactNode }) {
  const [counts, setCounts] = useState(initial)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const path = usePathname()
  const shownPath = useRef(path)

  // What the server has just counted goes before what was read earlier.
  const [seen, setSeen] = useState(initial)
  if (seen.contracts !== initial.contracts || seen.running !== initial.running || seen.inAlert !== initial.inAlert) {
    setSeen(initial)
    setCounts(initial)
  }

  const read = useCallback(() => {
    timer.current ??= setTimeout(async () => {
      timer.current = undefined
      const answer = await fetch('/navigation').catch(() => null)
      if (answer?.ok) setCounts(await answer.json())
    }, PAUSE_MILLISECONDS)
  }, [])

  // What starts or ends a backup changes its machine; its progress changes no count.
  useLive({ onMachines: read, onGap: read })
  useEffect(() => {
    if (shownPath.current !== path) read()
    shownPath.current = path
  }, [path, read])
  useEffect(() => {
    const aging = setInterval(() => document.hidden || read(), AGING_MILLISECONDS)
    return () => {
      clearInterval(aging)
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [read])

  return <CountsContext value={counts}>{children}</CountsContext>
}
