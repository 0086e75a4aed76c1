import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { storageLocation } from '@/lib/storage/location'

// Listings hold the names of a client's files in clear: they are kept while somebody restores, not longer.
const KEPT_MILLISECONDS = 24 * 3_600_000
const MOST_BYTES = 4 * 1024 ** 3

const listingsRoot = (): string => join(storageLocation().dataDir, 'restic', 'listings')

/** Where the listings of a machine's backups lie; it goes when the machine's backups do. */
export const machineListings = (machineId: string): string => join(listingsRoot(), machineId)

export const listingFolder = (machineId: string, snapshotId: string): string => join(machineListings(machineId), snapshotId)

/** Whether a listing lies there whole; then it counts as used now. */
export function isKept(folder: string): boolean {
  try {
    const now = new Date()
    utimesSync(folder, now, now)
    return true
  } catch {
    return false
  }
}

/** A folder to write a listing in, which nobody takes for a whole one: it is renamed in the end. */
export function makeUnfinished(folder: string): string {
  const unfinished = `${folder}.${process.pid}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  return unfinished
}

/** Removes what nobody has used for a day, and beyond a total size what was not used for the longest. Answers how many went. */
export function evictListings(now: Date, mostBytes = MOST_BYTES): number {
  const kept = folders().sort((a, b) => b.usedAt - a.usedAt)
  let [bytes, evicted] = [0, 0]
  for (const { path, usedAt } of kept) {
    const size = sizeOf(path)
    if (now.getTime() - usedAt < KEPT_MILLISECONDS && bytes + size <= mostBytes) {
      bytes += size
      continue
    }
    rmSync(path, { recursive: true, force: true })
    evicted += 1
  }
  return evicted
}

function folders(): { path: string; usedAt: number }[] {
  return children(listingsRoot())
    .flatMap((machine) => children(machine))
    .flatMap((path) => {
      const facts = statSync(path, { throwIfNoEntry: false })
      return facts ? [{ path, usedAt: facts.mtimeMs }] : []
    })
}

const sizeOf = (folder: string): number =>
  children(folder).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)

function children(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    return []
  }
}
