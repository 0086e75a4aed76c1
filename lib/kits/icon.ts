import { inflateSync } from 'node:zlib'
import { fail, ok, type Result } from '@/lib/errors'
import { crc32 } from './crc32'
import type { KitIcon } from './types'

export const MAX_ICON_BYTES = 100_000
const MAX_PIXELS_A_SIDE = 1024

export type IconRefusal = 'icon_too_large' | 'icon_unreadable' | 'icon_unsafe'

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const PNG_CHUNKS = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']
/** Channels a pixel, by colour type; Adam7 files are refused, their size is another sum. */
const PNG_CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

const SVG_ELEMENTS =
  /^(svg|g|defs|title|desc|path|rect|circle|ellipse|line|polyline|polygon|clipPath|mask|linearGradient|radialGradient|stop)$/
const SVG_ATTRIBUTES =
  /^(xmlns|xmlns:xlink|version|id|class|viewBox|width|height|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|fx|fy|d|points|transform|fill(-[a-z]+)?|stroke(-[a-z]+)?|opacity|color|clip-(path|rule)|mask|offset|stop-(color|opacity)|gradient(Units|Transform)|clipPathUnits|maskUnits|spreadMethod|preserveAspectRatio|style|aria-[a-z]+|role|xml:space)$/
const SVG_NAMESPACES = ['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']
const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*(\/?)>/y
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const TEXT = /(?:[^<&]|&(?:amp|lt|gt|quot|apos);)*/y

/** An icon that a person chose, as it may be shown and shipped: nothing in it runs, loads or swells. Refuses all it does not know. */
export function parseIcon(body: Buffer): Result<KitIcon, IconRefusal> {
  if (body.length > MAX_ICON_BYTES) return fail('icon_too_large')
  if (body.subarray(0, 8).equals(PNG_SIGNATURE)) return parsePng(body)
  return parseSvg(body)
}

/** Keeps the chunks that make the picture, after checking that its data is as long as its size says. */
function parsePng(body: Buffer): Result<KitIcon, IconRefusal> {
  const chunks = readChunks(body)
  const [header] = chunks ?? []
  if (!chunks || header?.type !== 'IHDR') return fail('icon_unreadable')
  const expected = imageBytes(header.content)
  if (expected < 0) return fail('icon_too_large')
  const data = chunks.filter(({ type }) => type === 'IDAT').map(({ content }) => content)
  if (expected === 0 || inflatedBytes(Buffer.concat(data), expected) !== expected) return fail('icon_unreadable')
  const kept = chunks.filter(({ type }) => PNG_CHUNKS.includes(type)).map(({ whole }) => whole)
  return ok({ type: 'png', body: Buffer.concat([PNG_SIGNATURE, ...kept]) })
}

type Chunk = { type: string; content: Buffer; whole: Buffer }

/** The chunks up to the end of the picture, each with its checksum right; null when one is not. */
function readChunks(body: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = PNG_SIGNATURE.length; chunks.at(-1)?.type !== 'IEND'; ) {
    if (at + 12 > body.length) return null
    const end = at + 12 + body.readUInt32BE(at)
    if (end > body.length || crc32(body.subarray(at + 4, end - 4)) !== body.readUInt32BE(end - 4)) return null
    chunks.push({ type: body.toString('latin1', at + 4, at + 8), content: body.subarray(at + 8, end - 4), whole: body.subarray(at, end) })
    at = end
  }
  return chunks
}

/** How many bytes the picture's data has: 0 for a header that says nonsense, -1 for a picture that is too large. */
function imageBytes(header: Buffer): number {
  if (header.length !== 13) return 0
  const [width, height, depth, color] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8] ?? 0, header[9] ?? 255]
  const channels = PNG_CHANNELS[color]
  if (!channels || ![1, 2, 4, 8, 16].includes(depth) || width === 0 || height === 0 || header[12] !== 0) return 0
  if (width > MAX_PIXELS_A_SIDE || height > MAX_PIXELS_A_SIDE) return -1
  return height * (1 + Math.ceil((width * channels * depth) / 8))
}

function inflatedBytes(data: Buffer, expected: number): number {
  try {
    return inflateSync(data, { maxOutputLength: expected }).length
  } catch {
    return -1
  }
}

/** Takes shapes and gradients alone: each tag and attribute is one of the list, and nothing points outside the file. */
function parseSvg(body: Buffer): Result<KitIcon, IconRefusal> {
  const text = decode(body)
    ?.replace(/^\ufeff/, '')
    .trim()
    .replace(/^<\?xml[^?<>]*\?>\s*/, '')
    .replace(/<!--[^<>]*?-->/g, '')
    .trim()
  if (!text?.startsWith('<svg')) return fail('icon_unreadable')
  const open: string[] = []
  let at = 0
  while (at < text.length) {
    TAG.lastIndex = at
    const tag = TAG.exec(text)
    if (!tag) return fail('icon_unsafe')
    const [whole, closing, name = '', attributes = '', empty] = tag
    if (!SVG_ELEMENTS.test(name) || !areHarmless(attributes)) return fail('icon_unsafe')
    if (closing ? open.pop() !== name : open.length === 0 && at > 0) return fail('icon_unreadable')
    if (!closing && !empty) open.push(name)
    TEXT.lastIndex = at + whole.length
    at += whole.length + (TEXT.exec(text)?.[0].length ?? 0)
  }
  return open.length === 0 ? ok({ type: 'svg', body: Buffer.from(text) }) : fail('icon_unreadable')
}

function areHarmless(attributes: string): boolean {
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? ''
    if (!SVG_ATTRIBUTES.test(name)) return false
    if (name.startsWith('xmlns') && !SVG_NAMESPACES.includes(value)) return false
    if (!name.startsWith('xmlns') && /[\\@]|\/\/|:\s*\/|script|import|url\(\s*(?!#[\w.-]+\s*\))/i.test(value)) return false
  }
  return true
}

function decode(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}
