import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brandImages } from '@/db/schema'
import type { Logo } from './pdf-frame'

/** As large as a printer shows it. */
const PIXELS = { width: 560, height: 140 }

/** A brand's logo for a document: an SVG is drawn as pixels. Null without one, or when it cannot be drawn. */
export async function readLogo(tx: Tx, brandId: string): Promise<Logo | null> {
  const [image] = await tx
    .select({ body: brandImages.body })
    .from(brandImages)
    .where(and(eq(brandImages.brandId, brandId), eq(brandImages.kind, 'logo')))
  return image ? drawn(image.body) : null
}

async function drawn(body: Buffer): Promise<Logo | null> {
  const { default: sharp } = await import('sharp')
  try {
    const picture = sharp(body, { density: 300, limitInputPixels: 36_000_000 }).resize({ ...PIXELS, fit: 'inside' })
    const { data, info } = await picture.timeout({ seconds: 10 }).png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true })
    return { png: data, width: info.width, height: info.height }
  } catch {
    // The document is worth more than its logo: the brand's initial stands there instead.
    return null
  }
}
