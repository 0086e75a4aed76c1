import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { evictListings, listingFolder, machineListings } from '@/lib/listings/cache'
import { openListing } from '@/lib/listings/queries'
import type { Listing } from '@/lib/listings/reader'
import { LISTING_LIMITS, type ListingLimits } from '@/lib/listings/writer'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

testDatabase()
testStorage()
let cast: Cast
let machine: StoredMachine
let snapshotId: string
let listing: Listing
const PATIENT = 60_000

beforeAll(async () => {
  cast = await makeCast()
  machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'docs/Été 2026.xlsx': 1000, 'docs/été 10.txt': 10, 'docs/été 9.txt': 9, 'docs/sub/deep/note.md': 5, 'vide.txt': 0 })
  symlinkSync('/etc/passwd', join(machine.source, 'lien'))
  writeFileSync(Buffer.concat([Buffer.from(`${machine.source}/mauvais`), Buffer.from([0xe2, 0x82]), Buffer.from('nom')]), 'x')
  snapshotId = await machine.backUp()
  const opened = await openListing(machine.repository, snapshotId, PATIENT)
  if (opened.state !== 'ready') throw new Error(opened.state)
  listing = opened.listing
}, RESTIC_TIMEOUT)

test('shows a folder’s names, folders first and numbers by their value, with what lies under each', async () => {
  const docs = await listing.findPage(join(machine.source, 'docs'), 0, 10)
  expect(docs).toMatchObject({ files: 4, bytes: 1024, folders: 1, entries: 4 })
  expect(docs?.page.map(({ name, kind, bytes, files }) => [name, kind, bytes, files])).toEqual([
    ['sub', 'folder', 5, 1],
    ['été 9.txt', 'file', 9, 1],
    ['été 10.txt', 'file', 10, 1],
    ['Été 2026.xlsx', 'file', 1000, 1],
  ])
  expect((await listing.findPage(join(machine.source, 'docs'), 1, 2))?.page.map(({ name }) => name)).toEqual(['été 9.txt', 'été 10.txt'])
  expect((await listing.findPage('/', 0, 10))?.bytes).toBe(1025)
})

test('knows links, and names that are no UTF-8 as the engine tells them', async () => {
  const { page } = (await listing.findPage(machine.source, 0, 10)) ?? { page: [] }
  expect(page.map(({ name, kind }) => [name, kind])).toEqual([
    ['docs', 'folder'],
    ['lien', 'link'],
    ['mauvais\ufffd\ufffdnom', 'file'],
    ['vide.txt', 'file'],
  ])
  expect(await listing.findEntry(join(machine.source, 'mauvais\ufffd\ufffdnom'))).toMatchObject({ bytes: 1 })
})

test('finds by parts of a name whatever the case and the accents, under a folder, up to a limit', async () => {
  const names = async (text: string, under = '/', limit = 10) =>
    (await listing.search(text, under, limit)).hits.map(({ folder, name }) => join(folder, name).slice(machine.source.length + 1)).sort()
  expect(await names('ETE xlsx')).toEqual(['docs/Été 2026.xlsx'])
  expect(await names('*.TXT')).toEqual(['docs/été 10.txt', 'docs/été 9.txt', 'vide.txt'])
  expect(await names('.txt', join(machine.source, 'docs'))).toEqual(['docs/été 10.txt', 'docs/été 9.txt'])
  expect(await names('deep')).toEqual(['docs/sub/deep'])
  expect(await names('   ')).toEqual([])
  expect(await listing.search('txt', '/', 2)).toMatchObject({ hits: [{}, {}], more: true })
})

test('a path that leads nowhere finds nothing', async () => {
  for (const path of ['/nowhere', `${machine.source}/docs/..`, '', 'docs', `${machine.source}/docs/`, '/\0']) {
    expect(await listing.findPage(path, 0, 10), path).toBeNull()
    expect(await listing.findEntry(`${path}/x`), path).toBeNull()
  }
})

test('a backup is read once, whoever asks meanwhile and afterwards', async () => {
  const folder = listingFolder(machine.machineId, snapshotId)
  const again = await Promise.all([1, 2, 3].map(() => openListing(machine.repository, snapshotId)))
  expect(again.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready'])
  expect(readdirSync(machineListings(machine.machineId))).toEqual([snapshotId])
  expect(readdirSync(folder).sort()).toEqual(['entries', 'folders', 'index'])
})

test('a backup that is not there is a failure, of which nothing is left', async () => {
  expect(await openListing(machine.repository, 'f'.repeat(64), PATIENT)).toEqual({ state: 'failed', reason: 'gone' })
  expect(readdirSync(machineListings(machine.machineId))).toEqual([snapshotId])
})

test('a backup that tells of more than any real one counts as damaged, and nothing is left', async () => {
  const small: [keyof ListingLimits, number][] = [
    ['lineCharacters', 20],
    ['lines', 5],
    ['folders', 3],
    ['bytes', 200],
    ['waitingCharacters', 200],
  ]
  const again = await machine.backUp()
  for (const [limit, most] of small) {
    const limits = { ...LISTING_LIMITS, [limit]: most }
    expect(await openListing(machine.repository, again, PATIENT, limits), limit).toEqual({ state: 'failed', reason: 'damaged' })
  }
  expect(readdirSync(machineListings(machine.machineId))).toEqual([snapshotId])
  expect(machine.stored('locks')).toEqual([])
})

test('what nobody used for a day goes, and of too much the oldest', () => {
  const made = (name: string, hoursAgo: number) => {
    const folder = listingFolder('other', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'entries'), 'x'.repeat(100))
    const at = new Date(Date.now() - hoursAgo * 3_600_000)
    utimesSync(folder, at, at)
    return folder
  }
  const [old, older, fresh] = [made('old', 2), made('older', 25), made('fresh', 1)]
  evictListings(new Date())
  expect([old, older, fresh].map(existsSync)).toEqual([true, false, true])
  evictListings(new Date(), 100)
  expect([old, fresh].map(existsSync)).toEqual([false, true])
})
