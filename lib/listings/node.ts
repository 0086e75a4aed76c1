import type { EntryKind } from './types'

/** A line of `restic ls --json`; all of it is the client's word. */
export type Node = {
  path: string
  name: string
  kind: EntryKind
  bytes: number
  modifiedAt: string
  mode: number
  uid: number
  gid: number
}

const KINDS: Record<string, EntryKind> = { dir: 'folder', file: 'file', symlink: 'link' }
const MAX_PATH = 16_384

/** Go keeps these three outside the nine permission bits, where Unix has them above. */
const SPECIAL: [go: number, unix: number][] = [
  [0x0080_0000, 0o4000],
  [0x0040_0000, 0o2000],
  [0x0010_0000, 0o1000],
]

/** Reads a line of restic's; null for what is no node, or none that a path could lead to. */
export function readNode(line: string): Node | null {
  if (!line.startsWith('{')) return null
  const { struct_type, path, name, type, size, mtime, mode, uid, gid } = parse(line)
  if (struct_type !== 'node' || typeof path !== 'string' || typeof name !== 'string') return null
  if (!path.startsWith('/') || path.length > MAX_PATH || !isPlainName(name)) return null
  return {
    ...{ path, name, kind: KINDS[String(type)] ?? 'other', bytes: count(size), mode: permissions(count(mode)) },
    ...{ modifiedAt: typeof mtime === 'string' ? mtime.slice(0, 40) : '', uid: count(uid), gid: count(gid) },
  }
}

/** A hijacked client may store names that are none, so as to leave the folder that they are restored to. */
export const isPlainName = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name)

export const permissions = (mode: number): number => SPECIAL.reduce((bits, [go, unix]) => (mode & go ? bits | unix : bits), mode % 0o1000)

const count = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0)

function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line)
  } catch {
    return {}
  }
}
