/** Waits `milliseconds`, or less when one of the signals stops it. Never throws. */
export function wait(milliseconds: number, ...signals: (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      for (const signal of signals) signal?.removeEventListener('abort', done)
      resolve()
    }
    // setTimeout fires at once beyond 2^31 ms: a schedule may lie further away.
    const timer = setTimeout(done, Math.min(milliseconds, 2_000_000_000))
    for (const signal of signals) signal?.addEventListener('abort', done)
    if (signals.some((signal) => signal?.aborted)) done()
  })
}

/** A signal that fires after `milliseconds` (TimeoutError) or with `stop`; `done` lets go of both. */
export function within(milliseconds: number, stop?: AbortSignal): { signal: AbortSignal; done: () => void } {
  // Not AbortSignal.any: on a signal that lives for months it gathers one dependent for each call.
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new DOMException('timeout', 'TimeoutError')), milliseconds)
  const stopped = () => controller.abort(stop?.reason)
  stop?.addEventListener('abort', stopped)
  if (stop?.aborted) stopped()
  const done = () => {
    clearTimeout(timer)
    stop?.removeEventListener('abort', stopped)
  }
  return { signal: controller.signal, done }
}
