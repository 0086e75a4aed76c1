'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'

/** Reads the page anew, at most once in `pauseMilliseconds`: the first call at once, those in between together at the end. */
export function useRefresh(pauseMilliseconds: number): () => void {
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(Number.NEGATIVE_INFINITY)

  useEffect(() => () => clearTimeout(timer.current), [])

  return useCallback(() => {
    clearTimeout(timer.current)
    const wait = Math.max(0, last.current + pauseMilliseconds - performance.now())
    timer.current = setTimeout(() => {
      last.current = performance.now()
      router.refresh()
    }, wait)
  }, [router, pauseMilliseconds])
}
