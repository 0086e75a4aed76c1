import { answerUser, json } from '@/app/_components/route-mapper'
import { countForNavigation } from '@/lib/alerts/queries'
import { clock } from '@/lib/clock'

/** The figures beside the navigation's entries. */
export const GET = (): Promise<Response> => answerUser(async (actor) => json(await countForNavigation(actor, clock.now())))
