import { deflateSync } from 'node:zlib'

/** A PNG written by hand, so that a test can lie in it. `rows` overrides the pixel data, `extra` goes in before it. */
export function png(width: number, height: number, { rows, extra = [] }: { rows?: Buffer; extra?: Buffer[] } = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = rows ?? Buffer.alloc((width * 3 + 1) * height, 0x7f).map((byte, at) => (at % (width * 3 + 1) === 0 ? 0 : byte))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), ...extra, chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))])
}

export function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(data.length + 12)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), data.length + 8)
  return framed
}

/** CRC-32 as PNG counts it; zlib has it only since Node 20.15. */
function crc32(data: Buffer): number {
  let crc = 0xffffffff
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** An SVG around some content; `more` are attributes of its root. */
export const svg = (content: string, more = 'viewBox="0 0 24 24"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${more}>${content}</svg>`

export const SQUARE = '<rect width="24" height="24" fill="#007a8f"/>'
