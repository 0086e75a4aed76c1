import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RestoreProgress } from '@/lib/agent-protocol/restore'
import { builtAgent } from './bundle'
import { Scene, until } from './scene'

const bundle = builtAgent()
let asked = 0
const BROKEN = Buffer.concat([Buffer.from('cassé'), Buffer.from([0xe9]), Buffer.from('.txt')])

type Wish = { paths: string[]; target?: string | null; overwrite?: 'never' | 'if_newer' | 'always' }

/** A machine whose files are backed up, and its service, which polls. */
async function backedUp(files: (scene: Scene) => void) {
  const scene = await Scene.open(bundle())
  files(scene)
  await scene.enroll('--path', scene.source)
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  const [snapshotId = ''] = readdirSync(join(scene.folder, 'storage/machine1/snapshots'))
  return { scene, snapshotId }
}

const serve = (scene: Scene) => {
  const service = scene.start(['run'])
  onTestFinished(() => void service.child.kill('SIGKILL'))
  return service
}

const answers = (scene: Scene, id: string) =>
  scene.portal.polls.flatMap(({ results }) => results.filter(({ commandId }) => commandId === id))

async function restore(scene: Scene, snapshotId: string, { paths, target = null, overwrite = 'never' }: Wish) {
  const id = `0190a0a0-0000-7000-8000-${String(++asked).padStart(12, '0')}`
  scene.portal.commands = [{ id, kind: 'restore', snapshotId, paths, target, overwrite }]
  await until(() => answers(scene, id).some(({ status }) => status !== 'running'), 90_000)
  const last = answers(scene, id).at(-1)
  return { status: last?.status, detail: last?.detail, counts: last?.restore as RestoreProgress }
}

const leftovers = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.restore-'))

test('brings deleted files back to where they were, with all that belongs to them', async () => {
  const { scene, snapshotId } = await backedUp((scene) => {
    scene.write('docs/Été & cie.txt', 'contenu')
    scene.write('docs/vide', '')
    scene.write('docs/profond/a/b.bin', Buffer.alloc(300_000, 7))
    scene.write('docs/exécutable', '#!/bin/sh')
    chmodSync(join(scene.source, 'docs/exécutable'), 0o4750)
    symlinkSync('/etc/passwd', join(scene.source, 'docs/lien'))
    writeFileSync(Buffer.concat([Buffer.from(`${scene.source}/docs/`), BROKEN]), 'octets')
    utimesSync(join(scene.source, 'docs/vide'), 981_173_106.25, 981_173_106.25)
    utimesSync(join(scene.source, 'docs/profond'), 1_000_000_000, 1_000_000_000)
  })
  const docs = join(scene.source, 'docs')
  const stats = (name: string) => {
    const { mode, mtimeMs, uid, gid, size } = lstatSync(join(docs, name))
    return { mode, mtimeMs, uid, gid, size: lstatSync(join(docs, name)).isDirectory() ? 0 : size }
  }
  const names = ['', 'Été & cie.txt', 'vide', 'profond', 'profond/a/b.bin', 'exécutable', 'lien']
  const before = names.map(stats)
  rmSync(docs, { recursive: true })
  serve(scene)
  const { status, detail, counts } = await restore(scene, snapshotId, { paths: [docs] })
  expect([status, detail]).toEqual(['done', 'Restauration terminée : 6 fichier(s) restauré(s)'])
  expect(counts).toMatchObject({ filesTotal: 6, filesDone: 6, filesFailed: 0, bytesTotal: 300_022, bytesDone: 300_022 })
  expect(names.map(stats)).toEqual(before)
  expect(readFileSync(join(docs, 'Été & cie.txt'), 'utf8')).toBe('contenu')
  expect(readFileSync(join(docs, 'profond/a/b.bin')).equals(Buffer.alloc(300_000, 7))).toBe(true)
  expect(readFileSync(Buffer.concat([Buffer.from(`${docs}/`), BROKEN]), 'utf8')).toBe('octets')
  expect(readlinkSync(join(docs, 'lien'))).toBe('/etc/passwd')
  expect(leftovers(scene.source)).toEqual([])
  expect(scene.portal.breaches).toEqual([])
})

test('keeps, replaces by newer ones, or replaces what is there, as it is told', async () => {
  const { scene, snapshotId } = await backedUp((scene) => {
    scene.write('a', 'sauvé a')
    scene.write('b', 'sauvé b')
  })
  const [a, b] = [join(scene.source, 'a'), join(scene.source, 'b')] as const
  const change = () => {
    for (const path of [a, b]) writeFileSync(path, 'changé')
    utimesSync(a, 1_000_000_000, 1_000_000_000)
    utimesSync(b, 4_000_000_000, 4_000_000_000)
  }
  const now = () => [readFileSync(a, 'utf8'), readFileSync(b, 'utf8')]
  serve(scene)
  change()
  expect((await restore(scene, snapshotId, { paths: [scene.source], overwrite: 'never' })).counts).toMatchObject({
    filesSkipped: 2,
    filesDone: 0,
  })
  expect(now()).toEqual(['changé', 'changé'])
  expect((await restore(scene, snapshotId, { paths: [scene.source], overwrite: 'if_newer' })).counts).toMatchObject({
    filesSkipped: 1,
    filesDone: 1,
  })
  expect(now()).toEqual(['sauvé a', 'changé'])
  expect((await restore(scene, snapshotId, { paths: [a, b], overwrite: 'always' })).counts).toMatchObject({ filesSkipped: 0, filesDone: 2 })
  expect(now()).toEqual(['sauvé a', 'sauvé b'])
})

test('never goes through a link that stands where a folder was, nor over a folder', async () => {
  const { scene, snapshotId } = await backedUp((scene) => {
    scene.write('docs/a', 'sauvé')
    scene.write('fichier', 'sauvé')
  })
  const outside = join(scene.folder, 'outside')
  mkdirSync(outside)
  rmSync(join(scene.source, 'docs'), { recursive: true })
  symlinkSync(outside, join(scene.source, 'docs'))
  rmSync(join(scene.source, 'fichier'))
  mkdirSync(join(scene.source, 'fichier'))
  serve(scene)
  const { status, counts } = await restore(scene, snapshotId, { paths: [scene.source], overwrite: 'always' })
  expect(status).toBe('failed')
  expect(counts.errors.map(({ path }) => path).sort()).toEqual([join(scene.source, 'docs'), join(scene.source, 'fichier')])
  expect(readdirSync(outside)).toEqual([])
})

test('brings files below another folder under their own paths, and says what the backup does not hold', async () => {
  const { scene, snapshotId } = await backedUp((scene) => scene.write('docs/[a]*?.txt', 'sauvé'))
  const target = join(scene.folder, 'retour')
  const path = join(scene.source, 'docs/[a]*?.txt')
  serve(scene)
  const { status, counts } = await restore(scene, snapshotId, { paths: [path, join(scene.source, 'rien')], target })
  expect([status, counts.filesDone, counts.filesFailed]).toEqual(['done', 1, 1])
  expect(readFileSync(join(target, path), 'utf8')).toBe('sauvé')
  expect(leftovers(target)).toEqual([])
})

test('refuses paths that lead elsewhere', async () => {
  const { scene, snapshotId } = await backedUp((scene) => scene.write('a', 'sauvé'))
  serve(scene)
  for (const wish of [{ paths: ['/a/../b'] }, { paths: ['/a\0'] }, { paths: ['a'] }, { paths: [scene.source], target: '../x' }])
    expect(await restore(scene, snapshotId, wish)).toMatchObject({ status: 'failed' })
})

test('killed in the middle, it leaves no half a file, and tidies up when it comes back', async () => {
  const { scene, snapshotId } = await backedUp((scene) => {
    for (let at = 0; at < 40; at++) scene.write(`f${at}`, Buffer.alloc(1_000_000, at + 1))
    scene.configure(`paths: [${scene.source}]\nbandwidth: {downloadKiBps: 4000}\n`)
  })
  rmSync(scene.source, { recursive: true })
  const id = '0190a0a0-0000-7000-8000-00000000dead'
  const service = scene.startGroup(['run'])
  await until(() => scene.portal.polls.some((poll) => poll.configVersion === scene.portal.config.version))
  scene.portal.commands = [{ id, kind: 'restore', snapshotId, paths: [scene.source], target: null, overwrite: 'never' }]
  await until(() => leftovers(scene.folder).length > 0)
  process.kill(-(service.child.pid ?? 0), 'SIGKILL')
  await service.ended
  expect(existsSync(scene.source)).toBe(false)
  serve(scene)
  await until(() => answers(scene, id).some(({ status }) => status === 'failed'))
  expect(leftovers(scene.folder)).toEqual([])
})
