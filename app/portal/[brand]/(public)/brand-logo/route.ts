import { imageResponse } from '@/app/_components/brand/image-response'
import { currentBrand } from '@/lib/auth/gate'
import { findBrandImage } from '@/lib/brands/queries'

/** The logo of the host's brand, for everybody: it stands on the sign-in page. */
export async function GET(request: Request): Promise<Response> {
  const image = await findBrandImage((await currentBrand()).id, 'logo')
  return image ? imageResponse(image, request) : new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
}
