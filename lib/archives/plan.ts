import type { Entry } from '@/lib/listings/types'
import { below, isAbove } from '@/lib/listings/writer'

/** One run of restic: a file's bytes, or a folder of which `only` these paths are kept, or all. */
export type Dump = { kind: 'file'; path: string; entry: Entry } | { kind: 'folder'; path: string; only: string[] | null }

/** What a start of restic costs in time, as bytes that it could have read meanwhile. */
const START_BYTES = 32 * 1024 * 1024

export type Chosen = { path: string; entry: Entry }
type Place = { path: string; chosen: Chosen | null; children: Map<string, Place> }
type Cost = { dumps: Dump[]; bytes: number }

/** Selected paths without those that lie in a selected folder, in order. */
export function withoutNested(paths: string[]): string[] {
  const sorted = [...new Set(paths)].sort((a, b) => a.length - b.length)
  const kept = new Set<string>()
  for (const path of sorted) if (!parents(path).some((folder) => kept.has(folder))) kept.add(path)
  return [...kept].sort()
}

/** The deepest folder that holds all of these paths. */
export function commonFolder(paths: string[]): string {
  const [first = '/', ...others] = paths
  return parents(first).findLast((folder) => others.every((path) => path !== folder && isAbove(folder, path))) ?? '/'
}

/**
 * How to read a selection with few starts of restic and little in vain: each file and folder by itself, or, where that is cheaper, the
 * folder above them with the rest left out. Links and names that are no UTF-8 cannot be asked for singly.
 */
export async function planDumps(chosen: Chosen[], bytesUnder: (folder: string) => Promise<number>): Promise<Dump[]> {
  const root: Place = { path: '/', chosen: null, children: new Map() }
  for (const each of chosen) place(root, each)
  return (await plan(root, bytesUnder)).dumps
}

function place(root: Place, chosen: Chosen): void {
  let at = root
  for (const name of chosen.path.split('/').filter((part) => part !== '')) {
    const next = at.children.get(name) ?? { path: below(at.path, name), chosen: null, children: new Map() }
    at.children.set(name, next)
    at = next
  }
  at.chosen = chosen
}

async function plan(place: Place, bytesUnder: (folder: string) => Promise<number>): Promise<Cost> {
  if (place.chosen) return single(place.chosen)
  const costs: Cost[] = []
  for (const child of place.children.values()) costs.push(await plan(child, bytesUnder))
  const apart = { dumps: costs.flatMap(({ dumps }) => dumps), bytes: costs.reduce((sum, { bytes }) => sum + bytes, 0) }
  const [only] = apart.dumps
  const isFine = apart.dumps.every(isAskable)
  if (isFine && only && apart.dumps.length === 1) return apart
  const bytes = await bytesUnder(place.path)
  if (isFine && bytes - apart.bytes > (apart.dumps.length - 1) * START_BYTES) return apart
  return { dumps: [{ kind: 'folder', path: place.path, only: apart.dumps.flatMap(pathsOf) }], bytes }
}

const single = ({ path, entry }: Chosen): Cost => ({
  dumps: [entry.kind === 'file' ? { kind: 'file', path, entry } : { kind: 'folder', path, only: entry.kind === 'folder' ? null : [path] }],
  bytes: entry.bytes,
})

const pathsOf = ({ path, ...dump }: Dump): string[] => (dump.kind === 'folder' && dump.only ? dump.only : [path])

/** A link's own dump would be the folder that it is not. */
const isAskable = (dump: Dump): boolean => !dump.path.includes('\ufffd') && !(dump.kind === 'folder' && dump.only?.[0] === dump.path)

const parents = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/') || '/')
