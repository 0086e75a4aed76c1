import { answerUser, json } from '@/app/_components/route-mapper'
import { accessView } from '@/app/_components/support/access-view'
import { clock } from '@/lib/clock'
import { findOpenAccess } from '@/lib/support/queries'

/** Whether the support looks into the account right now. */
export const GET = (): Promise<Response> => answerUser(async (actor) => json(accessView(await findOpenAccess(actor, clock.now()))))
