import { sql } from 'drizzle-orm'
import { brandImages, brands } from '@/db/schema'
import type { ImageFact, ImageKind } from './types'

/** A column beside a brand's own: which picture it has, without the picture. */
export const imageFact = (kind: ImageKind) =>
  sql<ImageFact | null>`(select json_build_object('hash', ${brandImages.hash}, 'mediaType', ${brandImages.mediaType})
    from ${brandImages} where ${brandImages.brandId} = ${brands.id} and ${brandImages.kind} = ${kind})`
