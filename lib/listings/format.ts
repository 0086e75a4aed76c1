import { createHash } from 'node:crypto'
import type { Entry, EntryKind } from './types'

// A listing is three files. `entries` holds blocks: a line with the folder's path, then a line for each of some of its names.
// `folders` holds a line for each folder: its totals and where its blocks lie. `index` leads from a path's hash to that line.

export const FILES = { entries: 'entries', folders: 'folders', index: 'index' } as const

/** Where a block lies in `entries`, and how many names it holds. */
export type Block = [offset: number, bytes: number, names: number]
export type FolderLine = { path: string; files: number; bytes: number; folderBlocks: Block[]; fileBlocks: Block[] }

/** Bytes of a row of `index`: eight of the hash, then the line's offset and length. */
export const INDEX_ROW = 24

export const pathHash = (path: string): bigint => createHash('sha256').update(path).digest().readBigUInt64BE(0)

const LETTERS: Record<EntryKind, string> = { folder: 'd', file: 'f', link: 'l', other: 'o' }
const KINDS: Record<string, EntryKind> = { d: 'folder', f: 'file', l: 'link', o: 'other' }

export const toLine = (entry: Entry): string =>
  JSON.stringify([
    entry.name,
    LETTERS[entry.kind],
    entry.bytes,
    entry.files,
    entry.modifiedAt,
    entry.mode,
    ...(entry.uid || entry.gid ? [entry.uid, entry.gid] : []),
  ])

export function fromLine(line: string): Entry {
  const [name, letter, bytes, files, modifiedAt, mode, uid = 0, gid = 0] = JSON.parse(line)
  return { name, kind: KINDS[letter] ?? 'other', bytes, files, modifiedAt, mode, uid, gid }
}
