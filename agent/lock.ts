import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { errorCode, readIfThere } from './files'
import { parseObject } from './text'

export type Lock = { release: () => void }
export type Locked = { ok: true; lock: Lock } | { ok: false; pid: number }

let attempts = 0

/**
 * Takes a lock file for this process. A lock whose process is gone is taken over. When a living process holds it,
 * `pid` names that process.
 */
export function takeLock(path: string): Locked {
  attempts += 1
  const mine = `${path}.${process.pid}.${attempts}`
  const content = JSON.stringify({ pid: process.pid, bornAt: birth(process.pid), attempt: attempts })
  writeFileSync(mine, content, { mode: 0o600 })
  try {
    for (;;) {
      // A link appears with its content or not at all, so nobody reads a half-written lock.
      if (linkIfFree(mine, path)) return { ok: true, lock: { release: () => releaseLock(path, content) } }
      const holder = lockHolder(path)
      if (holder !== null) return { ok: false, pid: holder }
      removeStale(path, `${mine}.stale`)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** The living process that holds a lock, null when none does. */
export function lockHolder(path: string): number | null {
  const text = readIfThere(path)
  return text === null ? null : livingOwner(text)
}

function releaseLock(path: string, content: string): void {
  if (readIfThere(path) === content) rmSync(path, { force: true })
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Moves the lock away before judging it again: of two processes that find it stale, one must not remove the other's. */
function removeStale(path: string, aside: string): void {
  try {
    renameSync(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if (livingOwner(readFileSync(aside, 'utf8')) !== null) linkIfFree(aside, path)
  rmSync(aside, { force: true })
}

function livingOwner(content: string): number | null {
  const owner = parseObject(content)
  const pid = owner?.pid
  if (typeof pid !== 'number' || !isAlive(pid)) return null
  // A restarted container gives the same number to another process: its birth tells them apart.
  return birth(pid) === (owner?.bornAt ?? null) ? pid : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** When the process began, in clock ticks since the boot; null where the system does not tell. */
function birth(pid: number): string | null {
  if (process.platform !== 'linux') return null
  const stat = readIfThere(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields?.[0] === 'Z' ? 'dead' : (fields?.[19] ?? null)
}
