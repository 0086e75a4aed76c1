import { answerUser, json } from '@/app/_components/route-mapper'
import { viewKey } from '@/app/_components/shell/view-key'
import { countForNavigation } from '@/lib/alerts/queries'
import { clock } from '@/lib/clock'

/** The figures beside the navigation's entries, and as what the user sees the portal. */
export const GET = (): Promise<Response> =>
  answerUser(async (actor) => json({ ...(await countForNavigation(actor, clock.now())), view: viewKey(actor) }))
