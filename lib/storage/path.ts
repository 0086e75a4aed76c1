export const STORAGE_PREFIX = '/storage/'

/** A place in a repository as restic's REST protocol names it; `kind` `locks` is all that may be deleted. */
export type StoragePath = { machineId: string; rest: string; kind: 'root' | 'config' | 'data' | 'keys' | 'locks' | 'snapshots' | 'index' }

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const PATTERN = new RegExp(`^/storage/(${UUID})/((config|data|keys|locks|snapshots|index)?(?:/[0-9a-f]{64}|/)?)$`)

/** Reads a path of the gateway; null for whatever restic does not ask for, so nothing else reaches the storage. */
export function parseStoragePath(pathname: string): StoragePath | null {
  const [, machineId, rest, kind] = PATTERN.exec(pathname) ?? []
  if (!machineId || rest === undefined) return null
  if (!kind) return rest === '' ? { machineId, rest, kind: 'root' } : null
  if (kind === 'config' && rest !== 'config') return null
  return { machineId, rest, kind: kind as StoragePath['kind'] }
}

/** The snapshot whose file the path names: what completes a backup. */
export const snapshotIn = ({ kind, rest }: StoragePath): string | undefined =>
  kind === 'snapshots' ? rest.slice('snapshots/'.length) || undefined : undefined
