import { LOG_LINES_PER_PAGE } from '@/app/_components/logs/log-offset'
import { answerUser, json } from '@/app/_components/route-mapper'
import { getLog } from '@/lib/backups/queries'

const MOST_LINES = 1_000_000_000

/** A range of a backup's log, for the lines that come into view and for those that were added meanwhile. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const query = new URL(request.url).searchParams
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))]
    const makesSense = Number.isInteger(offset) && offset >= 0 && offset < MOST_LINES && Number.isInteger(limit) && limit > 0
    if (!makesSense) return new Response(null, { status: 400 })
    return json(await getLog(actor, (await params).id, { offset, limit: Math.min(limit, LOG_LINES_PER_PAGE) }))
  })
