'use client'

import { type KeyboardEvent, type PointerEvent, useState } from 'react'

/** For each place its name, then what stands there. */
type Props = { label: string; details: string[][] }

/** Walks a chart's places by pointer or arrows and says what stands at each. */
export function ChartCursor({ label, details }: Props) {
  const [at, setAt] = useState<number | null>(null)
  const last = details.length - 1
  const shown = at === null ? null : details[Math.min(at, last)]
  const index = Math.min(at ?? last, last)

  function point(event: PointerEvent<HTMLDivElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setAt(Math.max(0, Math.min(last, Math.floor(((event.clientX - left) / width) * details.length))))
  }
  function press(event: KeyboardEvent) {
    const moves: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      Home: 0,
      End: last,
    }
    if (event.key === 'Escape') setAt(null)
    const next = moves[event.key]
    if (next === undefined) return
    event.preventDefault()
    setAt(Math.max(0, Math.min(last, next)))
  }

  if (last < 0) return null
  const middle = ((index + 0.5) / details.length) * 100
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={details.length}
      aria-valuenow={index + 1}
      aria-valuetext={details[index]?.join(', ')}
      className="absolute inset-0 cursor-crosshair touch-pan-y rounded-[4px]"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setAt(null)}
      onFocus={() => setAt((current) => current ?? last)}
      onBlur={() => setAt(null)}
      onKeyDown={press}
    >
      {shown && (
        <>
          <span
            className="pointer-events-none absolute inset-y-0 bg-ink/10"
            style={{ left: `${(index / details.length) * 100}%`, width: `${100 / details.length}%` }}
          />
          <span
            className="pointer-events-none absolute top-1 z-10 grid w-max max-w-56 gap-0.5 rounded-[7px] bg-ink px-2.5 py-1.5 text-[12px] text-panel shadow-float"
            style={middle > 50 ? { right: `calc(${100 - middle}% + 8px)` } : { left: `calc(${middle}% + 8px)` }}
          >
            {shown.map((text, row) => (
              <span key={text} className={row === 0 ? 'opacity-75' : 'font-medium'}>
                {text}
              </span>
            ))}
          </span>
        </>
      )}
    </div>
  )
}
