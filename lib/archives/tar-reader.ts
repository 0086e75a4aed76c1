import { ByteReader } from './byte-reader'
import { textOf } from './go-text'

/** One member of a tar. `pax` are the records that stood before it; `content` has to be read before the next member comes. */
export type Member = {
  /** As restic's listing tells it; the bytes are in `rawName`. */
  name: string
  rawName: Buffer
  kind: 'file' | 'folder' | 'link' | 'other'
  bytes: number
  header: Buffer
  pax: Map<string, Buffer>
  linkTarget: Buffer
  mode: number
  modifiedAt: number
  content: AsyncIterable<Buffer>
}

export const TAR_BLOCK = 512
const MAX_RECORDS = 4 * 1024 * 1024
const KINDS: Record<string, Member['kind']> = { '0': 'file', '\0': 'file', '5': 'folder', '2': 'link' }

/** The members of a tar as restic writes it. Throws when it ends too early, or is none. */
export async function* readTar(stream: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const reader = new ByteReader(stream)
  let pax = new Map<string, Buffer>()
  for (;;) {
    const header = await readHeader(reader)
    if (!header) return
    const type = String.fromCharCode(header[156] ?? 0)
    const bytes = Number(pax.get('size') ?? octal(header, 124, 12))
    if (type === 'x' || type === 'g') {
      const records = await takeRecords(reader, bytes)
      if (type === 'x') pax = records
      continue
    }
    const member = memberOf(header, pax, KINDS[type] ?? 'other', reader.pieces(bytes), bytes)
    yield member
    for await (const _ of member.content) {
      // What nobody wanted of it.
    }
    await skip(reader, padding(bytes))
    pax = new Map()
  }
}

/** Null for the block of zeros that ends a tar. */
async function readHeader(reader: ByteReader): Promise<Buffer | null> {
  const header = await reader.take(TAR_BLOCK)
  if (!header) throw new Error('the tar has no end')
  if (header.every((byte) => byte === 0)) return null
  if (checksum(header) !== octal(header, 148, 8)) throw new Error('the tar is damaged')
  return header
}

function memberOf(header: Buffer, pax: Map<string, Buffer>, kind: Member['kind'], content: AsyncIterable<Buffer>, bytes: number): Member {
  const rawName = withoutSlash(pax.get('path') ?? ustarName(header))
  return {
    ...{ name: textOf(rawName), rawName, kind, bytes, header, pax, content },
    linkTarget: pax.get('linkpath') ?? field(header, 157, 100),
    mode: octal(header, 100, 8),
    modifiedAt: Number(pax.get('mtime')?.toString() ?? octal(header, 136, 12)),
  }
}

async function takeRecords(reader: ByteReader, bytes: number): Promise<Map<string, Buffer>> {
  if (bytes > MAX_RECORDS) throw new Error('the tar is damaged')
  const records = await reader.take(bytes)
  await skip(reader, padding(bytes))
  return readRecords(records ?? Buffer.alloc(0))
}

export const padding = (bytes: number): number => (TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK

/** The sum of a header's bytes, its own field taken as blanks. */
export function checksum(header: Buffer): number {
  let sum = 8 * 32
  for (let at = 0; at < TAR_BLOCK; at++) if (at < 148 || at >= 156) sum += header[at] ?? 0
  return sum
}

async function skip(reader: ByteReader, bytes: number): Promise<void> {
  if (bytes > 0) await reader.take(bytes)
}

function field(header: Buffer, at: number, length: number): Buffer {
  const bytes = header.subarray(at, at + length)
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

function octal(header: Buffer, at: number, length: number): number {
  // Above what octal digits hold: the number itself, marked by its highest bit.
  if ((header[at] ?? 0) & 0x80) return Number(BigInt(`0x${header.subarray(at + 1, at + length).toString('hex')}`))
  return Number.parseInt(field(header, at, length).toString().trim() || '0', 8)
}

function ustarName(header: Buffer): Buffer {
  const prefix = field(header, 345, 155)
  const name = field(header, 0, 100)
  return prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name
}

const withoutSlash = (name: Buffer): Buffer => (name.at(-1) === 47 ? name.subarray(0, -1) : name)

/** Records of the form `length key=value\n`; the length is that of the whole. */
function readRecords(bytes: Buffer): Map<string, Buffer> {
  const records = new Map<string, Buffer>()
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 20), 10)
    const equals = bytes.indexOf('=', at)
    const end = at + length
    if (!(length > 0) || equals < 0 || end > bytes.length || equals >= end) throw new Error('the tar is damaged')
    records.set(bytes.toString('utf8', bytes.indexOf(' ', at) + 1, equals), bytes.subarray(equals + 1, end - 1))
    at = end
  }
  return records
}
