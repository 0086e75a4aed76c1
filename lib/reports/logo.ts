import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { brandImages } from '@/db/schema'
import type { Logo } from './pdf-frame'

/** As large as a printer shows it. */
const PIXELS = { width: 560, height: 140 }

/** A brand's logo as it is stored, or null. */
export async function readLogo(tx: Tx, brandId: string): Promise<Buffer | null> {
  const [image] = await tx
    .select({ body: brandImages.body })
    .from(brandImages)
    .where(and(eq(brandImages.brandId, brandId), eq(brandImages.kind, 'logo')))
  return image?.body ?? null
}

const MOST_DRAWN = 100
const drawings = new Map<string, Promise<Logo | null>>()

/**
 * A logo for a document: an SVG is drawn as pixels, once for each picture, since a heavy one takes seconds. Null without one, or when it
 * cannot be drawn.
 */
export function drawLogo(body: Buffer | null): Promise<Logo | null> {
  if (!body) return Promise.resolve(null)
  const hash = createHash('sha256').update(body).digest('base64')
  const drawing = drawings.get(hash) ?? draw(body)
  // Re-inserted, so that the first one is the one that was not used for the longest time.
  drawings.delete(hash)
  drawings.set(hash, drawing)
  if (drawings.size > MOST_DRAWN) drawings.delete(drawings.keys().next().value ?? '')
  return drawing
}

async function draw(body: Buffer): Promise<Logo | null> {
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
