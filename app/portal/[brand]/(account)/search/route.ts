import { answerUser, json } from '@/app/_components/route-mapper'
import { search } from '@/lib/search/queries'

/** What Ctrl-K finds for a text. */
export const GET = (request: Request): Promise<Response> =>
  answerUser(async (actor) => json(await search(actor, new URL(request.url).searchParams.get('q') ?? '')))
