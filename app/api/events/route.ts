import { findSignedIn } from '@/lib/auth/gate'
import { findActorAgain } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { scopeKey } from '@/lib/live/hub'
import { openLiveStream } from '@/lib/live/stream'

export const dynamic = 'force-dynamic'

/** The live stream of what changes in the user's spaces (design.md, Live). Ends when the session does. */
export async function GET(request: Request): Promise<Response> {
  const actor = await findSignedIn()
  if (actor?.kind !== 'user') return new Response(null, { status: 401 })
  return new Response(
    openLiveStream(actor, () => isStill(actor), request.signal),
    {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
    },
  )
}

/** Without it Next would call GET for its headers, and the stream of which nobody reads would go on until the session ends. */
export const HEAD = (): Response => new Response(null, { status: 405, headers: { allow: 'GET' } })

/** Asks again who is signed in: a session that was ended, or that sees other spaces now, must not go on listening. */
async function isStill(actor: UserActor): Promise<boolean> {
  const now = await findActorAgain(actor, clock.now()).catch(() => actor)
  return now !== null && scopeKey(now) === scopeKey(actor)
}
