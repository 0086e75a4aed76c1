import { cookies, headers } from 'next/headers'
import { decodeClaims, SESSION_COOKIE } from '@/lib/auth/cookie'
import { currentBrand, findSignedIn } from '@/lib/auth/gate'
import { findSessionActor } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { ADDRESS_HEADER } from '@/lib/hosts/headers'
import { scopeKey, subscribe } from '@/lib/live/hub'

export const dynamic = 'force-dynamic'

const CHECK_MILLISECONDS = 10_000

/** The live stream of what changes in the user's spaces (design.md, Live). Ends when the session does. */
export async function GET(request: Request): Promise<Response> {
  const actor = await findSignedIn()
  if (actor?.kind !== 'user') return new Response(null, { status: 401 })
  const stillSignedIn = await sessionCheck(actor)
  const encoder = new TextEncoder()
  let end = () => {}

  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
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
      request.signal.addEventListener('abort', end)
      send('retry: 2000\nevent: ready\ndata: {}\n\n')
    },
    cancel: () => end(),
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}

/** Asks again who is signed in: a session that was ended, or that sees other spaces now, must not go on listening. */
async function sessionCheck(actor: UserActor): Promise<() => Promise<boolean>> {
  const claims = await decodeClaims((await cookies()).get(SESSION_COOKIE)?.value)
  const [brand, address] = [await currentBrand(), (await headers()).get(ADDRESS_HEADER)]
  return async () => {
    if (!claims) return false
    const now = await findSessionActor(claims, brand, { now: clock.now(), address }).catch(() => actor)
    return now?.kind === 'user' && scopeKey(now) === scopeKey(actor)
  }
}
