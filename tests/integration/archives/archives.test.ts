import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ArchiveFormat, archive, type Progress } from '@/lib/archives/archive'
import { commonFolder, planDumps } from '@/lib/archives/plan'
import { openListing } from '@/lib/listings/queries'
import type { Listing } from '@/lib/listings/reader'
import { makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { never, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

testDatabase()
const { dataDir } = testStorage()
let machine: StoredMachine
let snapshotId: string
let listing: Listing
const folder = mkdtempSync(join(tmpdir(), 'archives-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const LONG = `${'très-long-'.repeat(12)}.txt`
const BROKEN = Buffer.concat([Buffer.from('mauvais'), Buffer.from([0xe2, 0x82]), Buffer.from('nom')])

beforeAll(async () => {
  const cast = await makeCast()
  machine = await StoredMachine.make(cast.contracts.west)
  machine.files({
    'a/Été & cie.xlsx': 3000,
    'a/b/gros.bin': 700_000,
    [`a/b/${LONG}`]: 12,
    'a/vide.txt': 0,
    'autre/secret.txt': 40,
    'c/d/seul.txt': 7,
  })
  symlinkSync('/etc/passwd', join(machine.source, 'a/lien'))
  writeFileSync(Buffer.concat([Buffer.from(`${machine.source}/a/`), BROKEN]), 'cassé')
  chmodSync(join(machine.source, 'a/vide.txt'), 0o640)
  utimesSync(join(machine.source, 'a/vide.txt'), 981_173_106, 981_173_106)
  snapshotId = await machine.backUp()
  const opened = await openListing(machine.repository, snapshotId, 60_000)
  if (opened.state !== 'ready') throw new Error(opened.state)
  listing = opened.listing
}, RESTIC_TIMEOUT)

async function wantedOf(format: ArchiveFormat, names: string[]) {
  const paths = names.map((name) => join(machine.source, name))
  const chosen = await Promise.all(
    paths.map(async (path) => {
      const entry = await listing.findEntry(path)
      if (!entry) throw new Error(path)
      return { path, entry }
    }),
  )
  const dumps = await planDumps(chosen, async (path) => (await listing.findTotals(path))?.bytes ?? 0)
  const findEntry = (path: string) => listing.findEntry(path)
  return { machine: machine.repository, snapshotId, dumps, format, base: commonFolder(paths), findEntry }
}

let archives = 0
async function unpacked(format: ArchiveFormat, names: string[]) {
  const progress: Progress = { files: 0, bytes: 0, refused: 0 }
  const pieces: Buffer[] = []
  for await (const piece of archive(await wantedOf(format, names), progress, never)) pieces.push(piece)
  const file = join(folder, `${archives}.${format}`)
  const target = join(folder, `${archives++}-unpacked`)
  writeFileSync(file, Buffer.concat(pieces))
  execFileSync('mkdir', [target])
  if (format === 'tar') execFileSync('tar', ['xpf', file, '-C', target])
  else execFileSync('python3', ['-c', UNZIP, file, target])
  return { target, names: readdirSync(target, { recursive: true, encoding: 'utf8' }).sort(), progress }
}

// Checks each checksum, and keeps links and modes as Info-ZIP does.
const UNZIP = `
import sys, zipfile, os
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist():
    mode = i.external_attr >> 16
    if mode & 0o170000 == 0o120000: os.symlink(z.read(i), os.path.join(sys.argv[2], i.filename))
    else:
        path = z.extract(i, sys.argv[2])
        os.chmod(path, mode & 0o7777)
`

const same = (target: string, from: string, name: string) =>
  expect(readFileSync(join(target, name)).equals(readFileSync(join(machine.source, from, name))), name).toBe(true)

test.each(['tar', 'zip'] as const)('a folder as %s comes out as it went in', async (format) => {
  const { target, names, progress } = await unpacked(format, ['a'])
  const broken = format === 'tar' ? BROKEN.toString() : 'mauvais\ufffd\ufffdnom'
  expect(names).toEqual(['a', 'a/b', 'a/b/gros.bin', `a/b/${LONG}`, 'a/lien', `a/${broken}`, 'a/vide.txt', 'a/Été & cie.xlsx'].sort())
  for (const name of ['a/Été & cie.xlsx', 'a/b/gros.bin', `a/b/${LONG}`, 'a/vide.txt']) same(target, '', name)
  expect(readlinkSync(join(target, 'a/lien'))).toBe('/etc/passwd')
  expect(lstatSync(join(target, 'a/vide.txt')).mode & 0o777).toBe(0o640)
  if (format === 'tar') expect(lstatSync(join(target, 'a/vide.txt')).mtimeMs).toBe(981_173_106_000)
  expect(progress).toEqual({ files: 6, bytes: 703_018, refused: 0 })
})

test.each(['tar', 'zip'] as const)('a selection from several folders as %s holds that and nothing else', async (format) => {
  const { target, names } = await unpacked(format, ['a/Été & cie.xlsx', 'a/b', 'c/d/seul.txt', 'a/lien'])
  expect(names.filter((name) => !['a', 'c', 'c/d'].includes(name))).toEqual(
    ['a/b', 'a/b/gros.bin', `a/b/${LONG}`, 'a/lien', 'a/Été & cie.xlsx', 'c/d/seul.txt'].sort(),
  )
  same(target, '', 'c/d/seul.txt')
})

test('a name that is no UTF-8 comes by itself, with its own bytes', async () => {
  const { target } = await unpacked('tar', ['a/mauvais\ufffd\ufffdnom'])
  expect(readFileSync(Buffer.concat([Buffer.from(`${target}/`), BROKEN])).toString()).toBe('cassé')
})

test('whoever stops reading leaves no process, no lock and no file', async () => {
  const progress: Progress = { files: 0, bytes: 0, refused: 0 }
  for await (const _ of archive(await wantedOf('zip', ['a/b/gros.bin']), progress, never)) break
  expect(machine.stored('locks')).toEqual([])
  expect(readdirSync(join(dataDir, 'restic', 'runs'))).toEqual([])
})

test('a version that went meanwhile breaks the archive off, so that no broken one looks whole', async () => {
  const wanted = { ...(await wantedOf('zip', ['a/b/gros.bin'])), snapshotId: 'f'.repeat(64) }
  const read = async () => {
    for await (const _ of archive(wanted, { files: 0, bytes: 0, refused: 0 }, never));
  }
  await expect(read()).rejects.toThrow()
})
