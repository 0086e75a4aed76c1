'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'

type Props = { at: number; now: number; form?: 'relative' | 'since' }

/** An instant as people say it, kept true minute by minute, with the exact one on hover. `now` is the server's. */
export function Moment({ at, now, form = 'relative' }: Props) {
  const { f } = useWords()
  const time = useServerTime(now, form === 'since' ? 1000 : 30_000)
  return (
    <time dateTime={new Date(at).toISOString()} title={f.exact(at)} suppressHydrationWarning>
      {form === 'since' ? f.duration((time - at) / 1000) : f.relative(at, time)}
    </time>
  )
}

/** The server's time, carried on by the browser's clock: a wrong clock shows no wrong age. */
function useServerTime(now: number, stepMilliseconds: number): number {
  const [time, setTime] = useState(now)
  useEffect(() => {
    const ahead = Date.now() - now
    setTime(now)
    const timer = setInterval(() => setTime(Date.now() - ahead), stepMilliseconds)
    return () => clearInterval(timer)
  }, [now, stepMilliseconds])
  return time
}
