import { archiveType } from '@/lib/kits/archive-name'
import type { KitPlatform, OpenArchive } from '@/lib/kits/types'

/** An archive as an answer. Who has these very bytes is told so; others get what is published now, so it is asked for each time. */
export async function sendArchive(
  { body, fileName, byteCount, sha256 }: OpenArchive,
  platform: KitPlatform,
  request: Request,
): Promise<Response> {
  const headers = new Headers({
    'content-type': archiveType(platform),
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': sha256 ? 'no-cache' : 'no-store',
  })
  if (sha256) headers.set('etag', `"${sha256}"`)
  if (sha256 && request.headers.get('if-none-match')?.includes(`"${sha256}"`)) {
    await body.cancel()
    return new Response(null, { status: 304, headers })
  }
  if (byteCount !== null) headers.set('content-length', String(byteCount))
  return new Response(body, { headers })
}
