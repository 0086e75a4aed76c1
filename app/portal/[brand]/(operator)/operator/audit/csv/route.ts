import { readAudit } from '@/app/_components/audit/audit-address'
import { auditCsv } from '@/app/_components/audit/audit-csv'
import { answerOperator } from '@/app/_components/route-mapper'
import { clock, serverTimeZone } from '@/lib/clock'

/** The platform's audit log as a file. */
export const GET = (request: Request): Promise<Response> =>
  answerOperator((operator) => {
    const asked = readAudit('/operator/audit', Object.fromEntries(new URL(request.url).searchParams), serverTimeZone(), clock.now())
    return auditCsv(operator, operator.locale, asked, serverTimeZone())
  })
