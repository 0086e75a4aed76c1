import * as zlib from 'node:zlib'
import { crc32 as ownCrc32 } from '@/lib/kits/crc32'
import type { Placed } from './archive'
import { textOf } from './go-text'
import { Spill } from './spill'
import type { Member } from './tar-reader'

/** What a file's bytes are held up to, so that its checksum stands before them: simple unpackers read no further. */
const HELD_BYTES = 256 * 1024
const BIG = 0xffffffff
const UTF8_FLAG = 0x0800
const LATER_FLAG = 0x0008

/** Of Node from 20.15 on; its table-driven stand-in is slower. */
const native = 'crc32' in zlib ? (zlib.crc32 as (data: Uint8Array, value?: number) => number) : null

/**
 * A zip of members as they come, stored and not compressed: what a client backs up hardly gets smaller, and the line is what takes time.
 * Sizes beyond 4 GiB and more than 65,535 names take zip64. The directory at its end is spilled to disk once it is large.
 */
export async function* writeZip(members: AsyncIterable<Placed>): AsyncGenerator<Buffer> {
  const directory = new Spill()
  let offset = 0
  let count = 0
  try {
    for await (const placed of members) {
      if (placed.member.kind === 'other') continue
      const local = new LocalFile(placed, offset)
      for await (const piece of local.write()) {
        offset += piece.length
        yield piece
      }
      directory.add(local.directoryRecord())
      count += 1
    }
    const start = offset
    for await (const piece of directory.pieces()) {
      offset += piece.length
      yield piece
    }
    yield endOf(count, start, offset - start)
  } finally {
    directory.close()
  }
}

class LocalFile {
  readonly name: Buffer
  readonly member: Member
  readonly isZip64: boolean
  #crc = 0
  #bytes = 0
  #flags = UTF8_FLAG

  constructor(
    { name, member }: Placed,
    readonly offset: number,
  ) {
    this.member = member
    // Windows takes a backslash for a folder's end, and would be led out of the folder by it.
    const safe = textOf(name).replaceAll('\\', '_')
    this.name = Buffer.from(member.kind === 'folder' ? `${safe}/` : safe).subarray(0, 0xffff)
    this.isZip64 = member.bytes >= BIG
  }

  async *write(): AsyncGenerator<Buffer> {
    const { member } = this
    const content = member.kind === 'link' ? only(member.linkTarget) : member.content
    if (member.kind === 'link' || member.bytes <= HELD_BYTES) {
      const pieces: Buffer[] = []
      for await (const piece of content) pieces.push(this.#seen(piece))
      yield Buffer.concat([this.#header(), ...pieces])
      return
    }
    this.#flags |= LATER_FLAG
    yield this.#header()
    for await (const piece of content) yield this.#seen(piece)
    yield this.#descriptor()
  }

  directoryRecord(): Buffer {
    const { name, member, isZip64 } = this
    const far = this.offset >= BIG
    const wide = Buffer.concat([...(isZip64 ? [long(this.#bytes), long(this.#bytes)] : []), ...(far ? [long(this.offset)] : [])])
    const extra = Buffer.concat([timeExtra(member), ...(wide.length > 0 ? [extraOf(0x0001, wide)] : [])])
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE((3 << 8) | 45, 4)
    this.#facts(record, 6, false)
    record.writeUInt16LE(name.length, 28)
    record.writeUInt16LE(extra.length, 30)
    record.writeUInt32LE(((unixType(member) | member.mode) << 16) >>> 0, 38)
    record.writeUInt32LE(far ? BIG : this.offset, 42)
    return Buffer.concat([record, name, extra])
  }

  #header(): Buffer {
    const isLater = (this.#flags & LATER_FLAG) !== 0
    const sizes = isLater ? Buffer.alloc(16) : Buffer.concat([long(this.#bytes), long(this.#bytes)])
    const extra = Buffer.concat([timeExtra(this.member), ...(this.isZip64 ? [extraOf(0x0001, sizes)] : [])])
    const record = Buffer.alloc(30)
    record.writeUInt32LE(0x04034b50, 0)
    this.#facts(record, 4, isLater)
    record.writeUInt16LE(this.name.length, 26)
    record.writeUInt16LE(extra.length, 28)
    return Buffer.concat([record, this.name, extra])
  }

  /** The fields that the two records have in common, from the version on. */
  #facts(record: Buffer, at: number, isLater: boolean): void {
    record.writeUInt16LE(this.isZip64 ? 45 : 20, at)
    record.writeUInt16LE(this.#flags, at + 2)
    const { time, date } = dosTime(this.member.modifiedAt)
    record.writeUInt16LE(time, at + 6)
    record.writeUInt16LE(date, at + 8)
    const bytes = this.isZip64 ? BIG : isLater ? 0 : this.#bytes
    record.writeUInt32LE(isLater ? 0 : this.#crc, at + 10)
    record.writeUInt32LE(bytes, at + 14)
    record.writeUInt32LE(bytes, at + 18)
  }

  #descriptor(): Buffer {
    const head = Buffer.alloc(8)
    head.writeUInt32LE(0x08074b50, 0)
    head.writeUInt32LE(this.#crc, 4)
    if (this.isZip64) return Buffer.concat([head, long(this.#bytes), long(this.#bytes)])
    const sizes = Buffer.alloc(8)
    sizes.writeUInt32LE(this.#bytes, 0)
    sizes.writeUInt32LE(this.#bytes, 4)
    return Buffer.concat([head, sizes])
  }

  #seen(piece: Buffer): Buffer {
    this.#bytes += piece.length
    this.#crc = native ? native(piece, this.#crc) : ownCrc32(piece, this.#crc)
    return piece
  }
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const unixType = ({ kind }: Member): number => (kind === 'folder' ? 0o040000 : kind === 'link' ? 0o120000 : 0o100000)

function long(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function extraOf(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(id, 0)
  head.writeUInt16LE(data.length, 2)
  return Buffer.concat([head, data])
}

/** The time in UTC; the zip's own field is a local one, of a zone that nobody knows. */
function timeExtra({ modifiedAt }: Member): Buffer {
  const data = Buffer.alloc(5)
  data.writeUInt8(1, 0)
  data.writeInt32LE(Math.max(-0x80000000, Math.min(0x7fffffff, Math.floor(modifiedAt))), 1)
  return extraOf(0x5455, data)
}

function dosTime(seconds: number): { time: number; date: number } {
  const at = new Date(Math.min(Math.max(seconds * 1000, Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31)))
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  }
}

function endOf(count: number, start: number, bytes: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, 0xffff), 8)
  end.writeUInt16LE(Math.min(count, 0xffff), 10)
  end.writeUInt32LE(Math.min(bytes, BIG), 12)
  end.writeUInt32LE(Math.min(start, BIG), 16)
  if (count < 0xffff && bytes < BIG && start < BIG) return end
  const wide = Buffer.alloc(56)
  wide.writeUInt32LE(0x06064b50, 0)
  wide.writeBigUInt64LE(44n, 4)
  wide.writeUInt16LE((3 << 8) | 45, 12)
  wide.writeUInt16LE(45, 14)
  for (const [value, at] of [
    [count, 24],
    [count, 32],
    [bytes, 40],
    [start, 48],
  ] as const)
    wide.writeBigUInt64LE(BigInt(value), at)
  const pointer = Buffer.alloc(20)
  pointer.writeUInt32LE(0x07064b50, 0)
  pointer.writeBigUInt64LE(BigInt(start + bytes), 8)
  pointer.writeUInt32LE(1, 16)
  return Buffer.concat([wide, pointer, end])
}
