'use client'

import { useEffect, useState } from 'react'
import type { Asked } from './ask'

const AGAIN_MILLISECONDS = 1_000

/**
 * The answer to a question that changes: asked again each second while the backup is being read or the portal is away. Null until the
 * first answer to the present question.
 */
export function useAnswer<T extends { state: string }>(
  question: string | null,
  ask: (signal: AbortSignal) => Promise<Asked<T>>,
  delayMilliseconds = 0,
): [answer: Asked<T> | null, change: (answer: T) => void] {
  const [held, setHeld] = useState<{ question: string; answer: Asked<T> } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says all that the asking depends on
  useEffect(() => {
    if (question === null) return
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const go = async () => {
      const answer = await ask(stop.signal)
      if (stop.signal.aborted) return
      setHeld({ question, answer })
      if (answer.state === 'reading' || answer.state === 'offline') timer = setTimeout(go, AGAIN_MILLISECONDS)
    }
    timer = setTimeout(go, delayMilliseconds)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [question])
  const answer = held?.question === question ? held.answer : null
  return [answer, (next) => question !== null && setHeld({ question, answer: next })]
}
