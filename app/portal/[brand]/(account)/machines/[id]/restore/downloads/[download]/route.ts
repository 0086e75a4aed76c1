import { answerUser, download } from '@/app/_components/route-mapper'
import { clock } from '@/lib/clock'
import { openDownload } from '@/lib/restores/download'

/** The files of a download that was asked for, once. What stops it before its first byte is said on its page. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string; download: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const asked = await params
    const opened = await openDownload(actor, asked.download, clock.now(), { signal: request.signal })
    if (!opened.ok) {
      const again = opened.reason === 'too_many' ? `&download=${asked.download}` : ''
      return new Response(null, { status: 303, headers: { location: `/machines/${asked.id}/restore?failed=${opened.reason}${again}` } })
    }
    const { body, fileName, type, byteCount } = opened.value
    return download(body, fileName, type, byteCount)
  })

/** Else the framework would begin the download for it, and fetch none of it. */
export const HEAD = (): Response => new Response(null, { status: 405, headers: { allow: 'GET' } })
