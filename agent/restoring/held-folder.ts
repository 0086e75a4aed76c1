import { closeSync, constants, existsSync, openSync, readlinkSync } from 'node:fs'
import { raw } from './byte-path'

/** `path` is one of bytes, by which to work in the folder. */
export type HeldFolder = { path: string; standsAt: () => string; release: () => void }

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants

/**
 * Takes hold of a folder itself, not of its name: on Linux nobody who may rename or replace what stands on the way to it leads the
 * work elsewhere. On other systems the name is all there is. A link is not followed: throws ELOOP or ENOTDIR.
 */
export function holdFolder(path: string): HeldFolder {
  if (!existsSync('/proc/self/fd')) return { path, standsAt: () => path, release: () => {} }
  const fd = openSync(raw(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  // By the process's number: the engine, a process of its own, works there too.
  const held = `/proc/${process.pid}/fd/${fd}`
  return { path: held, standsAt: () => readlinkSync(held, 'latin1'), release: () => closeSync(fd) }
}
