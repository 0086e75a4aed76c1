import type { StoredImage } from '@/lib/brands/queries'
import { PICTURE_POLICY } from '@/lib/hosts/headers'

const YEAR_SECONDS = 31_536_000
const MINUTE_SECONDS = 60

/** A brand's picture: kept for ever under the address that names its hash, and asked for again each minute under any other. */
export function imageResponse(image: StoredImage, request: Request): Response {
  const etag = `"${image.hash}"`
  const isLasting = new URL(request.url).searchParams.get('v') === image.hash
  const headers = {
    ...imageHeaders(image.mediaType),
    etag,
    'cache-control': isLasting ? `public, max-age=${YEAR_SECONDS}, immutable` : `public, max-age=${MINUTE_SECONDS}`,
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(image.body), { headers })
}

export const imageHeaders = (mediaType: StoredImage['mediaType']) => ({
  'content-type': mediaType,
  'x-content-type-options': 'nosniff',
  'content-security-policy': PICTURE_POLICY,
  vary: 'host',
})
