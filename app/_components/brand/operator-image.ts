import { findSignedIn } from '@/lib/auth/gate'
import { findBrandImage, getBrand } from '@/lib/brands/queries'
import type { ImageKind } from '@/lib/brands/types'
import { NotFoundError } from '@/lib/errors'
import { imageResponse } from './image-response'

/** A picture of any brand on the console's own host, where the brand's own address is another's. */
export async function operatorImage(request: Request, brandId: string, kind: ImageKind): Promise<Response> {
  const actor = await findSignedIn()
  if (actor?.kind !== 'operator') return new Response(null, { status: 401 })
  try {
    const image = await findBrandImage((await getBrand(actor, brandId)).id, kind)
    return image ? imageResponse(image, request) : new Response(null, { status: 404 })
  } catch (error) {
    if (error instanceof NotFoundError) return new Response(null, { status: 404 })
    throw error
  }
}
