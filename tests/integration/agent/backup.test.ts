import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtAgent } from './bundle'
import { Gateway, Scene } from './scene'
import { KEY } from './stand-in-portal'

const bundle = builtAgent()

test('enrols, backs up twice, and restores byte for byte', async () => {
  const scene = await Scene.open(bundle())
  const content = randomBytes(3_000_000)
  const first = scene.write('données/grand [1] été*.bin', content)
  scene.write('leer', '')
  const enrolled = await scene.enroll('--path', scene.source)
  expect(enrolled).toMatchObject({ code: 0, out: 'Cette machine est désormais « PC-1 » du contrat « TEST ».\n' })
  expect(statSync(scene.state).mode & 0o777).toBe(0o700)
  expect(statSync(join(scene.state, 'enrollment.json')).mode & 0o777).toBe(0o600)

  expect(await scene.run(['backup'])).toMatchObject({ code: 0, err: '' })
  scene.write('nouveau', 'neuf')
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })

  const [one = '', two = ''] = scene.portal.backupIds()
  const last = scene.portal.reports(two)
  expect(last.map(({ seq }) => seq)).toEqual(last.map((_, index) => index + 1))
  expect(last.at(0)?.event).toEqual({ type: 'started', trigger: 'manual' })
  expect(last.at(-1)?.event).toMatchObject({ type: 'finished', outcome: 'success', filesNew: 1, filesUnmodified: 2, error: null })
  const figures = scene.portal.reports(one).at(-1)?.event
  expect(figures).toMatchObject({ filesNew: 2, bytesProcessed: 3_000_000 })
  expect(figures?.type === 'finished' && figures.storedBytes).toBeGreaterThan(3_000_000)
  expect(scene.portal.log(two).slice(-2)).toEqual(['Alerte backup OK', 'Fin de backup'])
  expect(scene.portal.breaches).toEqual([])

  const target = join(scene.folder, 'restored')
  const restored = await scene.run(['restore', '--snapshot', 'latest', '--path', first, '--target', target])
  expect(restored.code).toBe(0)
  expect(readFileSync(join(target, first)).equals(content)).toBe(true)
  expect(await scene.status()).toMatchObject({
    portalReachable: true,
    spooledReports: 0,
    configVersion: 1,
    lastBackup: { outcome: 'success' },
  })
})

test('neither the key nor a password is in what the agent prints, logs or reports, even if restic blurts it out', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source)
  const blurt = 'echo "Fatal: $RESTIC_REPOSITORY $RESTIC_PASSWORD" >&2; exit 1'
  const chatty = scene.write('../chatty-restic', `#!/bin/sh\n[ "$1" = version ] && exec restic version\n${blurt}\n`)
  chmodSync(chatty, 0o755)
  const gateway = await Gateway.to(scene.storagePort)
  gateway.refusal = 404
  scene.portal.repository.url = scene.repositoryAt(gateway.port)
  const failed = await scene.run(['backup'], { RESTIC_BINARY: chatty })
  expect(failed.code).toBe(1)
  const everything = failed.out + failed.err + scene.agentLog() + JSON.stringify(scene.portal.reports())
  for (const secret of [KEY, 'repository-password', 'storage-password']) expect(everything).not.toContain(secret)
  expect(everything).toContain('rest:http://machine1:***@')
})

test('a wrong repository password: failed, in one sentence', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source)
  await scene.run(['backup'])
  scene.portal.repository.password = 'another'
  const { code, out } = await scene.run(['backup'])
  expect(code).toBe(1)
  expect(out).toMatch(/^\S+ Sauvegarde en échec : restic a échoué : wrong password or no key found\n$/)
})

test('a missing path makes the backup partial and says which', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source, '--path', '/nowhere/at-all')
  expect(await scene.run(['backup'])).toMatchObject({ code: 3 })
  const [id = ''] = scene.portal.backupIds()
  expect(scene.portal.log(id)).toContain("/nowhere/at-all : ce chemin n'existe pas")
  expect(scene.portal.log(id)).not.toContain('Alerte backup OK')
  expect(scene.portal.reports(id).at(-1)?.event).toMatchObject({
    outcome: 'partial',
    error: 'Sauvegarde incomplète : 1 chemin(s) absent(s)',
  })
})

test('unreadable files make the backup partial, are named with their reason, and counted', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  for (const name of ['secret1', 'secret2']) chmodSync(scene.write(name, 'x'), 0o000)
  scene.dropPrivileges()
  await scene.enroll('--path', scene.source)
  expect(await scene.run(['backup'])).toMatchObject({ code: 3 })
  const [id = ''] = scene.portal.backupIds()
  expect(scene.portal.log(id)).toContain(`${join(scene.source, 'secret1')} : permission denied`)
  expect(scene.portal.reports(id).at(-1)?.event).toMatchObject({
    outcome: 'partial',
    error: 'Sauvegarde incomplète : 2 élément(s) illisible(s)',
    filesNew: 1,
  })
})

test('no configuration, no path, no existing path: failed with the reason, and reported so', async () => {
  const scene = await Scene.open(bundle())
  await scene.enroll()
  const reasons = async () => {
    const { code, out } = await scene.run(['backup'])
    expect(code).toBe(1)
    return out
  }
  expect(await reasons()).toContain('Aucune configuration')
  scene.configure('paths: []')
  expect(await reasons()).toContain('Aucun chemin à sauvegarder')
  scene.configure('paths: [/nowhere, /neither]')
  expect(await reasons()).toContain("Aucun des chemins à sauvegarder n'existe")
  const outcomes = scene.portal.reports().flatMap(({ event }) => (event.type === 'finished' ? [event.outcome] : []))
  expect(outcomes).toEqual(['failed', 'failed', 'failed'])
})

test('restic is missing: one sentence how to get it, and a failed backup in the portal', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source, '--lang', 'en')
  const { code, out } = await scene.run(['backup'], { RESTIC_BINARY: '/nowhere/restic' })
  expect(code).toBe(1)
  expect(out).toContain('install it with "apt-get install restic"')
  expect(scene.portal.reports().at(-1)?.event).toMatchObject({ outcome: 'failed' })
})

test('a suspended contract: exit 4, nothing is backed up', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source)
  scene.portal.suspended = true
  const { code, out } = await scene.run(['backup'])
  expect(code).toBe(4)
  expect(out).toContain('Le contrat est suspendu')
  expect(scene.portal.taken.size).toBe(0)
})

test('excludes, tags and the host name reach restic; the agent keeps its own folder out', async () => {
  const scene = await Scene.open(bundle())
  scene.write('keep.txt', 'a')
  scene.write('drop.tmp', 'b')
  await scene.enroll()
  scene.configure(`paths: [${scene.folder}]\nexcludes: ['*.tmp', storage]\ntags: [nightly]\nbandwidth: {uploadKiBps: 100000}\n`)
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  expect(scene.portal.reports().at(-1)?.event).toMatchObject({ filesNew: 1 })
})

test('enrolling with a wrong key, or without a portal, keeps nothing', async () => {
  const scene = await Scene.open(bundle())
  const wrong = await scene.run(['enroll', '--portal', scene.portal.address, '--key', 'kwb_wrong'])
  expect(wrong).toEqual({ code: 1, out: '', err: "La clé d'identification est inconnue du portail\n" })
  await scene.portal.close()
  const away = await scene.enroll()
  expect(away).toMatchObject({ code: 1, err: 'Portail injoignable (ECONNREFUSED)\n' })
  expect(() => statSync(scene.state)).toThrow('ENOENT')
  expect((await scene.run(['backup'])).err).toContain("n'est pas enregistrée")
})
