import { renameSync, rmSync } from 'node:fs'
import { log } from '@/lib/log'
import { type Repository, streamRestic } from '@/lib/storage/restic'
import type { ResticFailure } from '@/lib/storage/restic-failure'
import { evictListings, isKept, listingFolder, makeUnfinished } from './cache'
import { readNode } from './node'
import { Listing } from './reader'
import { LISTING_LIMITS, type ListingLimits, ListingTooLarge, ListingWriter } from './writer'

/** `gone`: the repository holds no such version any more. */
export type Unlisted = ResticFailure | 'gone' | 'disk_full'

/** `reading`: restic is telling the backup's content; `files` so far. Asked again soon, the listing will be there. */
export type Opened = { state: 'ready'; listing: Listing } | { state: 'reading'; files: number } | { state: 'failed'; reason: Unlisted }

type Reading = { files: number; askedAt: number; ended: Promise<Unlisted | null> }

const LIMIT_SECONDS = 3_600
/** Nobody waits any more: whoever does asks each second. */
const UNATTENDED_MILLISECONDS = 60_000

// Next's bundle and the front door are two module graphs of one process: a backup is read once for both.
const shared = globalThis as typeof globalThis & { portalListings?: Map<string, Reading> }

/**
 * The content of a backup: read once from the repository, whatever is then looked at, and kept on disk. Waits for it a moment at most,
 * since a backup of a million files takes a while.
 */
export async function openListing(
  machine: Repository,
  snapshotId: string,
  waitMilliseconds = 1_500,
  limits = LISTING_LIMITS,
): Promise<Opened> {
  const folder = listingFolder(machine.id, snapshotId)
  if (isKept(folder)) return { state: 'ready', listing: new Listing(folder) }
  shared.portalListings ??= new Map()
  const readings = shared.portalListings
  const reading = readings.get(folder) ?? begin(machine, snapshotId, folder, limits)
  readings.set(folder, reading)
  reading.askedAt = Date.now()
  const failure = await Promise.race([reading.ended, pause(waitMilliseconds)])
  if (failure === 'waiting') return { state: 'reading', files: reading.files }
  return failure === null ? { state: 'ready', listing: new Listing(folder) } : { state: 'failed', reason: failure }
}

function begin(machine: Repository, snapshotId: string, folder: string, limits: ListingLimits): Reading {
  const stop = new AbortController()
  const reading: Reading = { files: 0, askedAt: Date.now(), ended: Promise.resolve(null) }
  const timer = setInterval(() => Date.now() - reading.askedAt > UNATTENDED_MILLISECONDS && stop.abort(), 5_000)
  reading.ended = write(machine, snapshotId, folder, { reading, limits, signal: stop.signal })
    .catch((error: unknown) => {
      log.warn({ err: error, machineId: machine.id }, 'a backup could not be listed')
      if (error instanceof ListingTooLarge) return 'damaged' as const
      return hasCode(error, 'ENOSPC') ? ('disk_full' as const) : ('failed' as const)
    })
    .finally(() => {
      clearInterval(timer)
      shared.portalListings?.delete(folder)
    })
  return reading
}

type Work = { reading: Reading; limits: ListingLimits; signal: AbortSignal }

async function write(machine: Repository, snapshotId: string, folder: string, work: Work): Promise<Unlisted | null> {
  const { reading, limits, signal } = work
  evictListings(new Date())
  const unfinished = makeUnfinished(folder)
  const writer = await ListingWriter.create(unfinished, limits)
  const { stdout, ended } = await streamRestic(machine, ['ls', '--json', snapshotId], {
    signal,
    lane: 'people',
    limitSeconds: LIMIT_SECONDS,
  })
  try {
    let rest = ''
    let isTold = false
    let told = 0
    const decoder = new TextDecoder()
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
      rest = lines.pop() ?? ''
      told += lines.length
      if ([rest, ...lines].some(({ length }) => length > limits.lineCharacters)) throw new ListingTooLarge('lineCharacters')
      if (told > limits.lines) throw new ListingTooLarge('lines')
      for (const line of lines) {
        const node = readNode(line)
        if (node) await writer.add(node)
        else isTold ||= line.includes('"struct_type":"snapshot"')
      }
      reading.files = writer.files
    }
    const end = await ended
    if (!end.ok) return end.reason
    // restic 0.14 passes over a version that it does not find and calls that a success.
    if (!isTold) return 'gone'
    await writer.end()
    publish(unfinished, folder)
    return null
  } finally {
    stdout.destroy()
    await ended
    await writer.abandon().catch(() => {})
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** Another process of this installation may have been faster: what it wrote says the same. */
function publish(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    if (!isKept(folder)) throw error
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

const pause = (milliseconds: number): Promise<'waiting'> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, 'waiting' as const).unref())
