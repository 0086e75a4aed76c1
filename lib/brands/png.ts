import { fail, ok, type Result } from '@/lib/errors'

export type PngProblem = 'png_damaged' | 'png_dimensions'

export const MAX_PNG_BYTES = 512 * 1024
export const MAX_PNG_SIDE = 3_000
/** Beyond this the picture is written with 256 colours, which a logo rarely misses. */
const FULL_COLOUR_BYTES = 128 * 1024
const DECODE_SECONDS = 10

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** What makes up the picture; texts, profiles, animations and what comes after the end are not even looked at. */
const KEPT_CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'])

export const isPng = (source: Buffer): boolean => source.subarray(0, SIGNATURE.length).equals(SIGNATURE)

/** Decodes a PNG within limits and encodes its pixels anew, at most `side` pixels wide and high: what else was in the file is gone. */
export async function encodePng(source: Buffer, side: number): Promise<Result<Buffer, PngProblem>> {
  const picture = keepPicture(source)
  if (!picture) return fail('png_damaged')
  const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)]
  if (width < 1 || height < 1 || width > MAX_PNG_SIDE || height > MAX_PNG_SIDE) return fail('png_dimensions')
  // Loaded when the first picture comes: most processes never see one.
  const { default: sharp } = await import('sharp')
  const pixels = sharp(picture, { limitInputPixels: MAX_PNG_SIDE ** 2, failOn: 'error' })
    .timeout({ seconds: DECODE_SECONDS })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
  try {
    const full = await pixels.clone().png({ compressionLevel: 9 }).toBuffer()
    return ok(full.length <= FULL_COLOUR_BYTES ? full : await pixels.png({ compressionLevel: 9, palette: true }).toBuffer())
  } catch {
    return fail('png_damaged')
  }
}

/** The file's header and pixels alone; null when it is not made as a PNG is. */
function keepPicture(source: Buffer): Buffer | null {
  const kept: Buffer[] = [SIGNATURE]
  for (let at = SIGNATURE.length; at + 12 <= source.length; ) {
    const end = at + 12 + source.readUInt32BE(at)
    const type = source.toString('latin1', at + 4, at + 8)
    if (end > source.length || (kept.length === 1) !== (type === 'IHDR')) return null
    if (KEPT_CHUNKS.has(type)) kept.push(source.subarray(at, end))
    if (type === 'IEND') return kept[1]?.length === 25 ? Buffer.concat(kept) : null
    at = end
  }
  return null
}
