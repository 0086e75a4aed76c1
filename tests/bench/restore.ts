import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archive } from '@/lib/archives/archive'
import { openListing } from '@/lib/listings/queries'
import type { Listing } from '@/lib/listings/reader'
import { repositoryAddress, setStorageLocation } from '@/lib/storage/location'
import { type Repository, resticCache, runRestic } from '@/lib/storage/restic'
import { type Figure, median, milliseconds } from './figures'

const MEGABYTE = 1024 * 1024
const DOWNLOAD_MEGABYTES = 512
const NAMES = 1_000_000
const ROUNDS = 3
const never = new AbortController().signal

/** A download's speed against `restic dump` alone, and how long a folder and a search take in a backup of a million files. */
export async function measureRestore(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-restore-'))
  setStorageLocation({ dataDir: join(folder, 'data') })
  try {
    return [...(await measureDownload(folder)), ...(await measureBrowsing(folder))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureDownload(folder: string): Promise<Figure[]> {
  const source = join(folder, 'large')
  mkdirSync(source)
  for (let at = 0; at < 8; at++) writeFileSync(join(source, `${at}.bin`), randomBytes((DOWNLOAD_MEGABYTES / 8) * MEGABYTE))
  const { machine, snapshotId } = await backUp(source, 1)
  const alone: number[] = []
  const ours: Record<'tar' | 'zip', number[]> = { tar: [], zip: [] }
  const download = async (format: 'tar' | 'zip') => {
    const dumps = [{ kind: 'folder' as const, path: source, only: null }]
    const wanted = { machine, snapshotId, dumps, format, base: folder, findEntry: async () => null }
    for await (const _ of archive(wanted, { files: 0, bytes: 0, refused: 0 }, never));
  }
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await milliseconds(() => dumpAlone(machine, snapshotId, source)))
    for (const format of ['tar', 'zip'] as const) ours[format].push(await milliseconds(() => download(format)))
  }
  console.error(`  restic dump alone: ${speed(median(alone))}, as tar ${speed(median(ours.tar))}, as zip ${speed(median(ours.zip))}`)
  return (['tar', 'zip'] as const).map((format) => {
    const ratio = median(alone) / median(ours[format])
    const what = `download as ${format} against restic dump alone (${DOWNLOAD_MEGABYTES} MiB)`
    return { what, measured: ratio.toFixed(2), budget: 'at least 0.8 of its speed', held: ratio >= 0.8 }
  })
}

const speed = (ms: number) => `${((DOWNLOAD_MEGABYTES * 1000) / ms).toFixed(0)} MiB/s`

async function measureBrowsing(folder: string): Promise<Figure[]> {
  const source = join(folder, 'many')
  mkdirSync(source)
  for (let at = 0; at < NAMES; at++) writeFileSync(join(source, `facture-${String(at).padStart(7, '0')}.pdf`), '')
  const { machine, snapshotId } = await backUp(source, 2)
  let listing: Listing | null = null
  let longest = 0
  let last = performance.now()
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 20)
    last = performance.now()
  }, 20)
  const first = await milliseconds(async () => {
    const opened = await openListing(machine, snapshotId, 3_600_000)
    if (opened.state === 'ready') listing = opened.listing
  })
  clearInterval(beat)
  const opened: Listing | null = listing
  if (!opened) throw new Error('the backup was not listed')
  const page = await milliseconds(() => (opened as Listing).findPage(source, 750_000, 500))
  const search = await milliseconds(() => (opened as Listing).search('0999999', '/', 200))
  const shown = (what: string, ms: number, budget: string, held: boolean) => ({ what, measured: `${ms.toFixed(0)} ms`, budget, held })
  return [
    shown('backup of 1,000,000 files in one folder: first look', first, 'once for a backup', true),
    shown('the same: the process held up at most, meanwhile', longest, '< 250 ms', longest < 250),
    shown('the same: a page of the folder', page, '< 250 ms', page < 250),
    shown('the same: search by name', search, '< 5000 ms', search < 5_000),
  ]
}

async function backUp(source: string, number: number): Promise<{ machine: Repository; snapshotId: string }> {
  const machine = { id: `019a0000-0000-7000-8000-00000000000${number}`, repositoryPassword: 'a password of the bench' }
  let snapshotId = ''
  const onJson = (value: unknown) => {
    const line = value as { message_type?: string; snapshot_id?: string }
    if (line.message_type === 'summary') snapshotId = line.snapshot_id ?? ''
  }
  for (const args of [['init'], ['backup', '--json', source]]) {
    const end = await runRestic(machine, args, { onJson, limitSeconds: 3_600 })
    if (!end.ok) throw new Error(`restic ${args[0]}: ${end.message}`)
  }
  return { machine, snapshotId }
}

/** What the engine itself takes, without a portal around it. */
function dumpAlone(machine: Repository, snapshotId: string, path: string): Promise<void> {
  const env = {
    ...process.env,
    RESTIC_REPOSITORY: repositoryAddress(machine.id),
    RESTIC_PASSWORD: machine.repositoryPassword,
    RESTIC_CACHE_DIR: resticCache(machine.id),
  }
  const child = spawn('restic', ['dump', '--archive', 'tar', snapshotId, path], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.resume()
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`restic dump ended with ${code}`))))
  })
}
