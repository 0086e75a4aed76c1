'use client'

import { useEffect, useRef } from 'react'

/** Brings what it stands in into view, once. */
export function PointOut() {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // Not returned: newer browsers answer a promise, which React would call at the end.
    place.current?.parentElement?.scrollIntoView({ block: 'center' })
  }, [])
  return <span ref={place} hidden />
}
