import { readAudit } from '@/app/_components/audit/audit-address'
import { auditCsv } from '@/app/_components/audit/audit-csv'
import { answerUser } from '@/app/_components/route-mapper'
import { clock } from '@/lib/clock'

/** The account's audit log as a file, for its administrators. */
export const GET = (request: Request): Promise<Response> =>
  answerUser((actor) => {
    const { timeZone } = actor.account
    const asked = readAudit('/audit', Object.fromEntries(new URL(request.url).searchParams), timeZone, clock.now())
    return auditCsv(actor, actor.locale, asked, timeZone)
  })
