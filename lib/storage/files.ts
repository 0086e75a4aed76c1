import { z } from 'zod'
import { repositoryRemote, storageLocation, storageRoot } from './location'
import { runRclone } from './rclone-command'
import type { Counted } from './volume'

const sizeSchema = z.object({ count: z.number().int().min(0), bytes: z.number().int().min(0) })
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const FILE = /^[0-9a-f]{64}$/

/** A live restic writes its lock anew each five minutes: by the storage's own clock, what is older than this is nobody's. */
const LOCK_MINUTES = 30

/** How much a machine has in the storage, locks apart. Null when the storage does not answer. */
export async function countRepository(machineId: string, signal?: AbortSignal): Promise<Counted | null> {
  const end = await runRclone(['size', '--json', '--exclude=/locks/**', repositoryRemote(machineId)], { signal, limitSeconds: 3_600 })
  if (!end.ok) return end.reason === 'not_found' ? { files: 0, bytes: 0 } : null
  const { count, bytes } = sizeSchema.parse(JSON.parse(end.output))
  return { files: count, bytes }
}

/** The machines that have a folder in the storage. Null when it does not answer. */
export async function listRepositories(signal?: AbortSignal): Promise<string[] | null> {
  const end = await runRclone(['lsf', '--dirs-only', storageRoot(storageLocation())], { signal })
  if (!end.ok) return end.reason === 'not_found' ? [] : null
  return end.output
    .split('\n')
    .map((line) => line.replace(/\/$/, ''))
    .filter((name) => UUID.test(name))
}

/** The files of one kind in a machine's repository, by name. Null when the storage does not answer. */
export async function listRepositoryFiles(machineId: string, kind: 'snapshots' | 'locks', signal?: AbortSignal): Promise<string[] | null> {
  const end = await runRclone(['lsf', '--files-only', repositoryRemote(machineId, kind)], { signal })
  if (!end.ok) return end.reason === 'not_found' ? [] : null
  return end.output.split('\n').filter((name) => FILE.test(name))
}

/** Whether a repository has the file that restic opens it by. Null when the storage does not answer. */
export async function hasRepository(machineId: string, signal?: AbortSignal): Promise<boolean | null> {
  const end = await runRclone(['lsf', '--files-only', repositoryRemote(machineId)], { signal })
  if (!end.ok) return end.reason === 'not_found' ? false : null
  return end.output.split('\n').includes('config')
}

/**
 * Removes the locks that dead processes have left. Not by `restic unlock`, which believes the client's clock: one that is an hour
 * slow would have the lock taken off a backup that runs. Answers whether the storage did.
 */
export async function removeStaleLocks(machineId: string, signal?: AbortSignal): Promise<boolean> {
  const end = await runRclone(['delete', `--min-age=${LOCK_MINUTES}m`, repositoryRemote(machineId, 'locks')], { signal })
  return end.ok || end.reason === 'not_found'
}

/** Removes all that a machine has stored, for good. Answers whether the storage did; a second time is harmless. */
export async function removeRepository(machineId: string, signal?: AbortSignal): Promise<boolean> {
  const end = await runRclone(['purge', repositoryRemote(machineId)], { signal, limitSeconds: 6 * 3_600 })
  return end.ok || end.reason === 'not_found'
}
