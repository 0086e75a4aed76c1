import { cookies, headers } from 'next/headers'
import { decodeClaims, SESSION_COOKIE } from '@/lib/auth/cookie'
import { currentBrand, findSignedIn } from '@/lib/auth/gate'
import { findSessionActor } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { ADDRESS_HEADER } from '@/lib/hosts/headers'
import { scopeKey } from '@/lib/live/hub'
import { openLiveStream } from '@/lib/live/stream'

export const dynamic = 'force-dynamic'

/** The live stream of what changes in the user's spaces (design.md, Live). Ends when the session does. */
export async function GET(request: Request): Promise<Response> {
  const actor = await findSignedIn()
  if (actor?.kind !== 'user') return new Response(null, { status: 401 })
  const stillSignedIn = await sessionCheck(actor)
  return new Response(openLiveStream(actor, stillSignedIn, request.signal), {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}

/** Without it Next would call GET for its headers, and the stream of which nobody reads would go on until the session ends. */
export const HEAD = (): Response => new Response(null, { status: 405, headers: { allow: 'GET' } })

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
