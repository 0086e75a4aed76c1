import type { Entry } from '@/lib/listings/types'

/** What was ticked, by its path in the backup. */
export type Selected = ReadonlyMap<string, Pick<Entry, 'kind' | 'bytes' | 'files'>>

export const pathOf = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`)

/** Whether a path is ticked by itself, or lies in a folder that is. */
export function coverOf(selected: Selected, path: string): 'own' | 'folder' | null {
  if (selected.has(path)) return 'own'
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) if (selected.has(path.slice(0, end))) return 'folder'
  return null
}

/** A folder that is ticked takes the place of what was ticked in it. */
export function toggled(selected: Selected, path: string, entry: Pick<Entry, 'kind' | 'bytes' | 'files'>): Selected {
  const next = new Map(selected)
  if (next.delete(path)) return next
  for (const other of next.keys()) if (other.startsWith(`${path}/`)) next.delete(other)
  return next.set(path, { kind: entry.kind, bytes: entry.bytes, files: entry.files })
}

export const bytesOf = (selected: Selected): number => [...selected.values()].reduce((sum, { bytes }) => sum + bytes, 0)
