'use client'

import { useEffect } from 'react'
import { useRefresh } from '@/app/_components/live/use-refresh'

const STEP_MILLISECONDS = 3000

/** Reads the page anew while a mail on it is about to leave; stands on the page only as long as that is so. */
export function FollowSending() {
  const refresh = useRefresh(STEP_MILLISECONDS)
  useEffect(() => {
    const timer = setInterval(() => document.hidden || refresh(), STEP_MILLISECONDS)
    return () => clearInterval(timer)
  }, [refresh])
  return null
}
