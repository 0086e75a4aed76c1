'use client'

import { usePathname, useRouter } from 'next/navigation'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useLive } from '@/app/_components/live/use-live'

export type Counts = { contracts: number; running: number; inAlert: number }

const NOTHING: Counts = { contracts: 0, running: 0, inAlert: 0 }
const PAUSE_MILLISECONDS = 1500
const AGING_MILLISECONDS = 60_000
const CountsContext = createContext<Counts>(NOTHING)

export const useNavCounts = (): Counts => useContext(CountsContext)

type Props = {
  initial: Counts
  /** What the user sees, as the shell was drawn for it: in another tab it may come to use a space, or lose its role. */
  view: string
  children: ReactNode
}

/** Keeps the figures beside the navigation's entries true while pages come and go, and the shell with them. */
export function NavCounts({ initial, view, children }: Props) {
  const router = useRouter()
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

  const readNow = useCallback(async () => {
    const answer = await fetch('/navigation').catch(() => null)
    if (!answer?.ok) return view
    const { view: current, ...now }: Counts & { view: string } = await answer.json()
    setCounts(now)
    return current
  }, [view])
  const read = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void readNow()
    }, PAUSE_MILLISECONDS)
  }, [readNow])

  // What starts or ends a backup changes its machine; its progress changes no count.
  useLive({ onMachines: read, onGap: read })
  useEffect(() => {
    if (shownPath.current === path) return
    shownPath.current = path
    // The page is of the other view already, the shell around it not. Not before another page is opened: a form would lose what is typed.
    void readNow().then((current) => current === view || router.refresh())
  }, [path, view, router, readNow])
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
