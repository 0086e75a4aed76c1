'use client'

import { useRouter } from 'next/navigation'
import { type MouseEvent, type ReactNode, useEffect } from 'react'
import type { Spotlight } from './spotlight'

/** Around cells and bars: one listener of each kind for all of them, however many there are. */
export function SpotlightArea({ spotlight, children }: { spotlight: Spotlight; children: ReactNode }) {
  const router = useRouter()

  // Whoever points at a cell while the page still loads gets the highlight as soon as it can be given.
  useEffect(() => {
    const link = document.querySelector<HTMLElement>('a[data-c]:hover')
    if (link) spotlight.show(link)
  }, [spotlight])

  // The links are plain anchors, since a thousand <Link>s would each prefetch; a plain click still stays in the app.
  function onClick(event: MouseEvent) {
    const href = linkOf(event.target)?.getAttribute('href')
    if (!href || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(href)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for its links, is no control itself
    <div
      ref={spotlight.attach}
      className="grid gap-3.5"
      onPointerOver={(event) => {
        const link = linkOf(event.target)
        if (link) spotlight.show(link)
        else spotlight.clearSoon()
      }}
      onPointerLeave={() => spotlight.clear()}
      onFocus={(event) => {
        const link = linkOf(event.target)
        if (link?.matches(':focus-visible')) spotlight.show(link)
      }}
      onBlur={() => spotlight.clear()}
      onKeyDown={(event) => event.key === 'Escape' && spotlight.clear()}
      onClick={onClick}
      onScrollCapture={spotlight.moved}
    >
      {children}
    </div>
  )
}

const linkOf = (target: EventTarget): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>('[data-c]') : null)
