'use client'

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

type Shape = { item: number; height: number; gapX: number; gapY: number }
type View = { columns: number; start: number; end: number }
export type GridWindow = View & {
  frame: RefObject<HTMLDivElement | null>
  padding: { paddingTop: number; paddingBottom: number }
  scrollTo: (index: number) => void
}

const OVERSCAN_ROWS = 3
/** The frame's own padding (control-room.css): room for outlines and plates. */
export const FRAME_PADDING = 4

/**
 * The part of a grid that is on screen. The columns are the style sheet's (auto-fill), computed here alike, so that the
 * first `initial` items of the server's page stay where they are when the browser takes over.
 */
export function useGridWindow(count: number, initial: number, { item, height, gapX, gapY }: Shape): GridWindow {
  const frame = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<View>({ columns: 0, start: 0, end: Math.min(count, initial) })
  const pitch = height + gapY

  const measure = useCallback(() => {
    const element = frame.current
    if (!element) return
    const columns = Math.max(1, Math.floor((element.clientWidth - 2 * FRAME_PADDING + gapX) / (item + gapX)))
    const first = Math.max(0, Math.floor(element.scrollTop / pitch) - OVERSCAN_ROWS)
    const last = Math.ceil((element.scrollTop + element.clientHeight) / pitch) + OVERSCAN_ROWS
    const next = { columns, start: Math.min(first * columns, lastRow(count, columns)), end: Math.min(count, last * columns) }
    setView((now) => (now.columns === next.columns && now.start === next.start && now.end === next.end ? now : next))
  }, [count, item, gapX, pitch])

  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [measure])

  const scrollTo = useCallback(
    (index: number) => {
      const element = frame.current
      if (!element) return
      const top = Math.floor(index / Math.max(1, view.columns)) * pitch
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + height + 2 * FRAME_PADDING > element.scrollTop + element.clientHeight)
        element.scrollTop = top + height + 2 * FRAME_PADDING - element.clientHeight
      measure()
    },
    [view.columns, pitch, height, measure],
  )

  const { columns, start, end } = view
  const rowsAfter = columns ? Math.ceil(count / columns) - Math.ceil(end / columns) : 0
  const padding = { paddingTop: columns ? (start / columns) * pitch : 0, paddingBottom: Math.max(0, rowsAfter) * pitch }
  return { columns, start, end: Math.min(end, count), frame, padding, scrollTo }
}

const lastRow = (count: number, columns: number): number => Math.max(0, Math.ceil(count / columns) - 1) * columns
