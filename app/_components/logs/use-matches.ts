'use client'

import { useEffect, useState } from 'react'

/** Places of lines, in order; `more` when there are others beyond. */
export type Matches = { indexes: number[]; more: boolean }

const PAUSE_MILLISECONDS = 250

/** Where in a log a text stands, as it is typed; null while that is not known. */
export function useMatches(backupId: string, text: string): Matches | null {
  const [found, setFound] = useState<{ text: string; matches: Matches } | null>(null)
  const wanted = text.trim()
  useEffect(() => {
    if (!wanted) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const matches = await findLines(backupId, `text=${encodeURIComponent(wanted)}`, stop.signal)
      if (matches) setFound({ text: wanted, matches })
    }, PAUSE_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [backupId, wanted])
  return found?.text === wanted ? found.matches : null
}

export async function findLines(backupId: string, query: string, signal?: AbortSignal): Promise<Matches | null> {
  const answer = await fetch(`/backups/${backupId}/find?${query}`, { signal }).catch(() => null)
  return answer?.ok ? answer.json() : null
}

/** The next place after `current` (or before it), round the end; null when there is none. */
export function nextMatch(indexes: readonly number[], current: number, step: 1 | -1): number | null {
  if (step > 0) return indexes.find((index) => index > current) ?? indexes[0] ?? null
  return indexes.findLast((index) => index < current) ?? indexes.at(-1) ?? null
}
