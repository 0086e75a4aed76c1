'use client'

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { GridWindow } from './use-grid-window'

const PAGE_ROWS = 5

/** One tab stop for a whole grid; arrows, Home, End, Page up and down walk it in two dimensions. Items carry data-at. */
export function useRoving(count: number, { columns, start, end, frame, scrollTo }: GridWindow) {
  const [active, setActive] = useState(0)
  const wanted = useRef<number | null>(null)

  useLayoutEffect(() => {
    if (wanted.current === null) return
    const item = frame.current?.querySelector<HTMLElement>(`[data-at="${wanted.current}"]`)
    if (!item) return
    wanted.current = null
    item.focus({ preventScroll: true })
  })

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = (event.target as HTMLElement).dataset.at
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const next = step(event.key, Number(at), columns, count)
    if (next === null) return
    event.preventDefault()
    wanted.current = next
    setActive(next)
    scrollTo(next)
  }

  const tabStop = active >= start && active < end ? active : start
  return { tabStop, onKeyDown, onFocus: (at: number) => setActive(at) }
}

/** Where a key leads from a place in a grid; null when it is not one of ours. */
export function step(key: string, from: number, columns: number, count: number): number | null {
  const last = count - 1
  const down = (rows: number): number => {
    const target = from + rows * columns
    if (target <= last) return target
    // Below a short last row there is its end; on the last row itself there is nothing.
    return Math.floor(from / columns) === Math.floor(last / columns) ? from : last
  }
  const up = (rows: number): number => (from - rows * columns >= 0 ? from - rows * columns : rows === 1 ? from : from % columns)
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, from + 1)
    case 'ArrowLeft':
      return Math.max(0, from - 1)
    case 'ArrowDown':
      return down(1)
    case 'ArrowUp':
      return up(1)
    case 'PageDown':
      return down(PAGE_ROWS)
    case 'PageUp':
      return up(PAGE_ROWS)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
