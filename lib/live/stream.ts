import type { UserActor } from '@/lib/auth/types'
import { subscribe } from './hub'

const CHECK_MILLISECONDS = 10_000

/**
 * What changes in the actor's spaces, as server-sent events (design.md, Live). Ends with the request, and when `stillSignedIn` says no;
 * at once where the request is over already, whose signal would never tell of it again.
 */
export function openLiveStream(actor: UserActor, stillSignedIn: () => Promise<boolean>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let end = () => {}

  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (signal.aborted) return controller.close()
      let ended = false
      const send = (text: string) => ended || controller.enqueue(encoder.encode(text))
      const unsubscribe = subscribe(actor, {
        event: ({ type, data }) => send(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
        close: () => end(),
      })
      // Also what keeps proxies from closing a quiet stream.
      const check = setInterval(async () => ((await stillSignedIn()) ? send(': still here\n\n') : end()), CHECK_MILLISECONDS)
      end = () => {
        if (ended) return
        ended = true
        clearInterval(check)
        unsubscribe()
        controller.close()
      }
      signal.addEventListener('abort', end)
      send('retry: 2000\nevent: ready\ndata: {}\n\n')
    },
    cancel: () => end(),
  })
}
