import {
  chmodSync,
  chownSync,
  copyFileSync,
  lchownSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { errorCode } from '@/agent/files'
import type { Messages } from '@/agent/messages'
import type { RestorePayload } from '@/lib/agent-protocol/restore'
import { bytePath, raw, readable } from './byte-path'
import { type HeldFolder, holdFolder } from './held-folder'
import { lstatIfThere, makePlace } from './place'
import type { Tally } from './tally'

export type Placing = { overwrite: RestorePayload['overwrite']; tally: Tally; text: Messages; stop: AbortSignal }

/**
 * Moves a name of bytes that the engine has brought, in the folder `staged`, into its place in `folder`, name by name: each file is
 * there as it was before or whole, at any moment. Links are never followed, also not those that come in between meanwhile. What
 * cannot be placed is counted, and the rest goes on. Ends early when it is stopped.
 */
export async function place(staged: string, folder: string, name: string, placing: Placing): Promise<void> {
  const shown = join(folder, readable(name))
  let held: HeldFolder | null
  try {
    held = hold(folder)
  } catch (error) {
    return placing.tally.failed(shown, errorCode(error) ?? String(error))
  }
  if (!held) return placing.tally.failed(shown, placing.text.linkOnTheWay)
  try {
    await move(join(bytePath(staged), name), { path: join(held.path, name), shown }, placing)
  } finally {
    held.release()
  }
}

/** Null: a link of another's stands on the way, or has come there in the moment since it was looked at. */
function hold(folder: string): HeldFolder | null {
  const made = makePlace(folder)
  if (made === null) return null
  const held = holdFolder(bytePath(made))
  if (held.standsAt() === bytePath(made)) return held
  held.release()
  return null
}

/** `path` leads there, `shown` is how people know it. */
type Spot = { path: string; shown: string }

async function move(from: string, to: Spot, placing: Placing): Promise<void> {
  const { tally, stop, text } = placing
  if (stop.aborted) return
  // So that the portal can be told, and the wish to stop be heard.
  await new Promise((resolve) => setImmediate(resolve))
  try {
    const [mine, there] = [lstatSync(raw(from)), lstatIfThere(raw(to.path))]
    if (mine.isDirectory() && there?.isDirectory()) return await merge(from, to, placing)
    if (there?.isDirectory()) return tally.failed(to.shown, text.folderInTheWay)
    if (mine.isDirectory() && there) return tally.failed(to.shown, there.isSymbolicLink() ? text.linkInTheWay : text.fileInTheWay)
    if (there && (placing.overwrite === 'never' || (placing.overwrite === 'if_newer' && mine.mtimeMs <= there.mtimeMs)))
      return tally.skipped()
    const { files, bytes } = mine.isDirectory() ? measureBytes(from) : { files: 1, bytes: mine.isFile() ? mine.size : 0 }
    rename(from, to.path)
    tally.done(files, bytes)
  } catch (error) {
    tally.failed(to.shown, errorCode(error) ?? String(error))
  }
}

async function merge(from: string, to: Spot, placing: Placing): Promise<void> {
  const before = lstatSync(raw(from))
  const held = holdFolder(to.path)
  try {
    for (const name of readdirSync(raw(from), { encoding: 'latin1' }))
      await move(join(from, name), { path: join(held.path, name), shown: join(to.shown, readable(name)) }, placing)
    if (placing.overwrite !== 'always' || placing.stop.aborted) return
    const folder = raw(held.path)
    chmodSync(folder, before.mode & 0o7777)
    if (process.getuid?.() === 0) chownSync(folder, before.uid, before.gid)
    utimesSync(folder, before.atime, before.mtime)
  } finally {
    held.release()
  }
}

/** Files and bytes below a folder. */
export const measure = (folder: string): { files: number; bytes: number } => measureBytes(bytePath(folder))

function measureBytes(folder: string): { files: number; bytes: number } {
  const sum = { files: 0, bytes: 0 }
  const waiting = [folder]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const name of readdirSync(raw(at), { encoding: 'latin1' })) {
      const path = join(at, name)
      const facts = lstatIfThere(raw(path))
      if (facts?.isDirectory()) waiting.push(path)
      else {
        sum.files += 1
        sum.bytes += facts?.isFile() ? facts.size : 0
      }
    }
  }
  return sum
}

/** A mount in between takes a copy, which is renamed in its turn: half a file is never in place. */
function rename(from: string, to: string): void {
  try {
    renameSync(raw(from), raw(to))
  } catch (error) {
    if (errorCode(error) !== 'EXDEV' || lstatSync(raw(from)).isDirectory()) throw error
    const near = join(dirname(to), `.${basename(to)}.${process.pid}.restoring`)
    try {
      copy(raw(from), raw(near))
      renameSync(raw(near), raw(to))
    } finally {
      rmSync(raw(near), { force: true })
    }
    rmSync(raw(from), { force: true })
  }
}

function copy(from: Buffer, to: Buffer): void {
  const facts = lstatSync(from)
  if (facts.isSymbolicLink()) symlinkSync(readlinkSync(from, { encoding: 'buffer' }), to)
  else copyFileSync(from, to)
  if (process.getuid?.() === 0) lchownSync(to, facts.uid, facts.gid)
  if (facts.isSymbolicLink()) return
  chmodSync(to, facts.mode & 0o7777)
  utimesSync(to, facts.atime, facts.mtime)
}
