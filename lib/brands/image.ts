import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '@/lib/errors'
import { encodePng, isPng, MAX_PNG_BYTES, type PngProblem } from './png'
import { MAX_SVG_BYTES, sanitizeSvg } from './svg'
import type { SvgProblem } from './svg-tree'
import type { ImageKind } from './types'

export type ImageProblem = 'not_an_image' | 'too_large' | PngProblem | SvgProblem

// Never exported: only what went through readBrandImage can be stored.
declare const safe: unique symbol

/** A picture that is harmless to serve; `dropped` names what was left out of it although it draws something. */
export type BrandImage = {
  mediaType: 'image/svg+xml' | 'image/png'
  body: Buffer
  hash: string
  dropped: string[]
  readonly [safe]: true
}

/** Of a re-encoded PNG, in pixels: twice what the largest place shows. */
const SIDES: Record<ImageKind, number> = { logo: 512, favicon: 128 }

/**
 * Makes a file that somebody has chosen into a picture that can be shown to everybody: an SVG is written anew from an allow-list, a PNG
 * is decoded within limits and encoded anew. Answers why a file is none of these.
 */
export async function readBrandImage(kind: ImageKind, file: Uint8Array): Promise<Result<BrandImage, ImageProblem>> {
  const source = Buffer.from(file)
  if (isPng(source)) {
    if (source.length > MAX_PNG_BYTES) return fail('too_large')
    const encoded = await encodePng(source, SIDES[kind])
    return encoded.ok ? ok(asImage('image/png', encoded.value, [])) : encoded
  }
  if (!looksLikeXml(source)) return fail('not_an_image')
  if (source.length > MAX_SVG_BYTES) return fail('too_large')
  const svg = sanitizeSvg(source)
  return svg.ok ? ok(asImage('image/svg+xml', Buffer.from(svg.value.text), svg.value.dropped)) : svg
}

const looksLikeXml = (source: Buffer): boolean => /^(\ufeff)?\s*<(\?xml|!|svg|[\w-]+:svg)/i.test(source.toString('utf8', 0, 200))

function asImage(mediaType: BrandImage['mediaType'], body: Buffer, dropped: string[]): BrandImage {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 24)
  return { mediaType, body, hash, dropped } as BrandImage
}
