import type { Entry } from '@/lib/listings/types'
import { checksum, type Member, TAR_BLOCK } from './tar-reader'

const MOST_OCTAL = 0o77777777777

/** A member made of what the listing knows of a file, for bytes that come without a header. */
export const fileMember = (path: string, entry: Entry, content: AsyncIterable<Buffer>): Member =>
  plainMember(path, entry, { kind: 'file', type: '0', bytes: entry.bytes, content })

/** The same for a folder, whose own name restic leaves out of its dump. */
export const folderMember = (path: string, entry: Entry): Member =>
  plainMember(path, entry, { kind: 'folder', type: '5', bytes: 0, content: nothing() })

type Shape = { kind: 'file' | 'folder'; type: string; bytes: number; content: AsyncIterable<Buffer> }

function plainMember(path: string, entry: Entry, { kind, type, bytes, content }: Shape): Member {
  const rawName = Buffer.from(path.slice(1))
  const modifiedAt = Math.max(0, Math.floor(Date.parse(entry.modifiedAt) / 1000) || 0)
  const header = Buffer.alloc(TAR_BLOCK)
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  octal(entry.mode, 100, 8)
  octal(Math.min(entry.uid, 0o7777777), 108, 8)
  octal(Math.min(entry.gid, 0o7777777), 116, 8)
  octal(Math.min(bytes, MOST_OCTAL), 124, 12)
  octal(Math.min(modifiedAt, MOST_OCTAL), 136, 12)
  header.write(type, 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  octal(checksum(header), 148, 7)
  header[155] = 32
  const pax = new Map<string, Buffer>()
  const fraction = /\.(\d+)/.exec(entry.modifiedAt)?.[1]
  if (fraction) pax.set('mtime', Buffer.from(`${modifiedAt}.${fraction}`))
  if (bytes > MOST_OCTAL) pax.set('size', Buffer.from(String(bytes)))
  return { name: path.slice(1), rawName, kind, bytes, header, pax, linkTarget: Buffer.alloc(0), mode: entry.mode, modifiedAt, content }
}

async function* nothing(): AsyncGenerator<Buffer> {}
