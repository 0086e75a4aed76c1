import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where the backups lie: `remote` as rclone names it, absent for a folder of `dataDir`. */
export type StorageLocation = { dataDir: string; remote?: string }

// The front door and Next's bundle are two module graphs in one process: they share it through the global object.
const shared = globalThis as typeof globalThis & { portalStorage?: StorageLocation }

/** Tells where this installation's storage is. Each entry point does so once. */
export function setStorageLocation({ dataDir, remote }: StorageLocation): void {
  shared.portalStorage = { dataDir, remote }
}

export function storageLocation(): StorageLocation {
  if (!shared.portalStorage) throw new Error('the storage has no location yet')
  return shared.portalStorage
}

/** The storage's root as rclone names it; the own folder is made when it is missing. */
export function storageRoot({ dataDir, remote }: StorageLocation): string {
  if (remote) return remote
  const folder = join(dataDir, 'storage')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** A machine's repository as rclone names it; `path` is a place in it. */
export function repositoryRemote(machineId: string, path = ''): string {
  const root = storageRoot(storageLocation())
  return `${root}${/[:/]$/.test(root) ? '' : '/'}${machineId}${path && `/${path}`}`
}

/** A machine's repository as restic names it from the operator's side, where it may also delete (design.md, Storage). */
export function repositoryAddress(machineId: string): string {
  const remote = repositoryRemote(machineId)
  return remote.includes(':') ? `rclone:${remote}` : remote
}

const SECRETS = ['APP_SECRET', 'DATABASE_URL', 'METRICS_TOKEN', 'RESEND_API_KEY', 'SMTP_URL']

/** The environment of a program that works on the storage: the operator's own, which may open the remote, without our secrets. */
export function storageEnvironment({ dataDir, remote }: StorageLocation): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, RCLONE_CACHE_DIR: join(dataDir, 'rclone-cache') }
  for (const name of Object.keys(env)) if (SECRETS.includes(name) || name.startsWith('RESTIC_')) delete env[name]
  return remote ? env : { ...env, RCLONE_CONFIG: '' }
}
