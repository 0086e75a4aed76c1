import { answerUser, download } from '@/app/_components/route-mapper'
import { clock } from '@/lib/clock'
import { translator } from '@/lib/i18n/translator'
import { getReportDocument } from '@/lib/reports/queries'
import { inTurn } from '@/lib/reports/turns'
import { documentName } from '@/lib/reports/wording'

/** The report as its client gets it, in the client's language. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const month = new URL(request.url).searchParams.get('month')
    const { id } = await params
    const drawn = await inTurn(actor.resellerId, request.signal, () => getReportDocument(actor, id, month, clock.now()))
    if (!drawn.ok) {
      return drawn.reason === 'gone'
        ? new Response(null, { status: 499 })
        : new Response(null, { status: 429, headers: { 'retry-after': '10' } })
    }
    const { report, body } = drawn.value
    const name = documentName(report, { t: translator(report.contract.clientLocale) })
    return download(new Blob([new Uint8Array(body)]).stream(), name, 'application/pdf', body.length)
  })
