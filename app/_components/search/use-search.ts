'use client'

import { useEffect, useRef, useState } from 'react'
import type { SearchHits } from '@/lib/search/types'

type Found = { text: string; hits: SearchHits | null; failed: boolean }

const PAUSE_MILLISECONDS = 150

/** What the portal finds for `text` as it is typed; the last answer stays until the next one is there. */
export function useSearch(text: string): Found & { pending: boolean } {
  const [found, setFound] = useState<Found>({ text: '', hits: null, failed: false })
  const wanted = text.trim()
  const asked = useRef('')

  useEffect(() => {
    asked.current = wanted
    if (!wanted) return setFound({ text: '', hits: null, failed: false })
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/search?q=${encodeURIComponent(wanted)}`, { signal: stop.signal })
        const hits = answer.ok ? ((await answer.json()) as SearchHits) : null
        if (asked.current === wanted) setFound({ text: wanted, hits, failed: !answer.ok })
      } catch {
        if (!stop.signal.aborted) setFound({ text: wanted, hits: null, failed: true })
      }
    }, PAUSE_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [wanted])

  return { ...found, pending: found.text !== wanted }
}
