import type { Matches } from '@/app/_components/logs/use-matches'
import { answerUser, json } from '@/app/_components/route-mapper'
import { findInLog } from '@/lib/backups/queries'

const MOST_MATCHES = 2_000

/** Where in a backup's log a text or the errors stand. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const query = new URL(request.url).searchParams
    const wanted = {
      text: (query.get('text') ?? '').replace(/\p{Cc}/gu, ' ').slice(0, 200),
      errorsOnly: query.has('errors'),
      limit: MOST_MATCHES + 1,
    }
    if (!wanted.text && !wanted.errorsOnly) return new Response(null, { status: 400 })
    const lines = await findInLog(actor, (await params).id, wanted)
    const matches: Matches = { indexes: lines.slice(0, MOST_MATCHES).map(({ index }) => index), more: lines.length > MOST_MATCHES }
    return json(matches)
  })
