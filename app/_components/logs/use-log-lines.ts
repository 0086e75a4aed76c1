'use client'

import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { LogLine, LogPage } from '@/lib/backups/types'

const LINES_AT_ONCE = 250
const POLL_MILLISECONDS = 2_000

type Lines = {
  total: number
  errors: number
  lineAt: (index: number) => LogLine | undefined
  need: (from: number, to: number) => void
  failed: boolean
}

/** A log's lines as far as they have been seen: ranges are fetched as they come into view, new lines while it grows. */
export function useLogLines(backupId: string, initial: LogPage, running: boolean): Lines {
  const known = useRef(new Map<number, LogLine>(initial.lines.map((line, place) => [initial.offset + place, line])))
  const wasRunning = useRef(false)
  const asked = useRef(new Set<number>())
  const [size, setSize] = useState({ total: initial.total, errors: initial.errors })
  const total = useRef(initial.total)
  const [failed, setFailed] = useState(false)
  const [, redraw] = useReducer((count: number) => count + 1, 0)

  const read = useCallback(
    async (offset: number) => {
      const answer = await fetch(`/backups/${backupId}/lines?offset=${offset}&limit=${LINES_AT_ONCE}`).catch(() => null)
      setFailed(!answer?.ok)
      if (!answer?.ok) return
      const page: LogPage = await answer.json()
      for (const [place, line] of page.lines.entries()) known.current.set(offset + place, line)
      total.current = page.total
      setSize({ total: page.total, errors: page.errors })
      redraw()
    },
    [backupId],
  )

  const need = useCallback(
    (from: number, to: number) => {
      for (let part = Math.floor(from / LINES_AT_ONCE); part * LINES_AT_ONCE <= to; part++) {
        const [start, end] = [part * LINES_AT_ONCE, Math.min((part + 1) * LINES_AT_ONCE - 1, to)]
        if (asked.current.has(part) || (known.current.has(Math.max(start, from)) && known.current.has(end))) continue
        asked.current.add(part)
        void read(start).finally(() => asked.current.delete(part))
      }
    },
    [read],
  )

  useEffect(() => {
    // When it ends, lines that came late may have gone before others: all are read anew.
    if (!running) {
      if (wasRunning.current) known.current.clear()
      wasRunning.current = false
      return redraw()
    }
    wasRunning.current = true
    const timer = setInterval(() => document.hidden || void read(total.current), POLL_MILLISECONDS)
    return () => clearInterval(timer)
  }, [running, read])

  return { ...size, failed, lineAt: (index) => known.current.get(index), need }
}
