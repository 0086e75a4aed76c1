import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtAgent } from './bundle'
import { Gateway, Scene, until, Valve } from './scene'

const bundle = builtAgent()

/** A scene whose backup takes long enough to meddle with: 40 MB at 1 MB/s. */
async function slowScene() {
  const scene = await Scene.open(bundle())
  scene.write('large', randomBytes(40_000_000))
  await scene.enroll()
  scene.configure(`paths: [${scene.source}]\nbandwidth: {uploadKiBps: 1000}\n`)
  return scene
}

function outcomes(scene: Scene): unknown[] {
  return scene.portal.reports().flatMap(({ event }) => (event.type === 'finished' ? [event.outcome] : []))
}

test('killed in the middle: the next start closes that backup, and the next backup succeeds', async () => {
  const scene = await slowScene()
  const running = scene.start(['backup'])
  await until(() => scene.portal.reports().some(({ event }) => event.type === 'progress'))
  running.child.kill('SIGKILL')
  await running.ended
  scene.configure(`paths: [${scene.source}]\n`)
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  expect(outcomes(scene)).toEqual(['failed', 'success'])
  const [killed = ''] = scene.portal.backupIds()
  const reports = scene.portal.reports(killed)
  expect(reports.at(-1)?.event).toMatchObject({ error: expect.stringContaining('interrompue') })
  expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index + 1))
  expect(scene.portal.breaches).toEqual([])
})

test('the portal goes away during a backup and comes back: nothing lost, nothing twice, no pile of progress', async () => {
  const scene = await slowScene()
  scene.configure(`paths: [${scene.source}]\nbandwidth: {uploadKiBps: 8000}\n`)
  const running = scene.start(['backup'])
  await until(() => scene.portal.reports().some(({ event }) => event.type === 'progress'))
  await scene.portal.close()
  const before = scene.portal.taken.size
  const { code, out } = await running.ended
  expect(code).toBe(0)
  expect(out).toContain('rapport(s) en attente')
  await scene.portal.open()
  expect(await scene.status()).toMatchObject({ spooledReports: expect.any(Number), lastBackup: { outcome: 'success' } })
  const service = scene.start(['run'])
  await until(() => outcomes(scene).length === 1)
  service.child.kill('SIGTERM')
  expect(await service.ended).toMatchObject({ code: 0 })
  const reports = scene.portal.reports()
  expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index + 1))
  expect(reports.slice(before).filter(({ event }) => event.type === 'progress').length).toBeLessThanOrEqual(1)
  expect(scene.portal.log(scene.portal.backupIds()[0] ?? '')).toContain('Fin de backup')
  expect(scene.portal.duplicates).toBe(0)
  expect(await scene.status()).toMatchObject({ spooledReports: 0 })
})

test('the portal is down: one sentence, exit 1, and the failed backup is told when it is back', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source)
  await scene.portal.close()
  const { code, out } = await scene.run(['backup'])
  expect(code).toBe(1)
  expect(out).toContain('Sauvegarde en échec : Portail injoignable (ECONNREFUSED)')
  await scene.portal.open()
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  expect(outcomes(scene)).toEqual(['failed', 'success'])
})

test('the storage is down: one sentence and exit 1', async () => {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source)
  await scene.stopStorage()
  const { code, out } = await scene.run(['backup'])
  expect(code).toBe(1)
  expect(out).toContain('Stockage injoignable (ECONNREFUSED)')
  expect(outcomes(scene)).toEqual(['failed'])
})

test('the line to the storage dies during a backup: restic is stopped long before it would give up itself', async () => {
  const scene = await slowScene()
  const valve = await Valve.to(scene.storagePort)
  scene.portal.repository.url = scene.repositoryAt(valve.port)
  const running = scene.start(['backup'])
  await until(() => valve.bytes > 2_000_000)
  valve.open = false
  const { code, out } = await running.ended
  expect(code).toBe(1)
  expect(out).toContain('Stockage injoignable')
  expect(outcomes(scene)).toEqual(['failed'])
})

test('Ctrl-C during a backup: it is reported as cancelled, and no restic is left', async () => {
  const scene = await slowScene()
  const running = scene.start(['backup'])
  await until(() => scene.portal.reports().some(({ event }) => event.type === 'progress'))
  running.child.kill('SIGINT')
  const { code, out } = await running.ended
  expect(code).toBe(130)
  expect(out).toContain('Sauvegarde annulée')
  expect(outcomes(scene)).toEqual(['cancelled'])
  expect(readdirSync(join(scene.folder, 'storage/machine1/locks'))).toEqual([])
})

test('two at once: the second says so and leaves the first alone', async () => {
  const scene = await slowScene()
  const running = scene.start(['backup'])
  await until(() => scene.portal.reports().some(({ event }) => event.type === 'progress'))
  const second = await scene.run(['backup'])
  expect(second.code).toBe(1)
  expect(second.out).toContain(`Une sauvegarde est déjà en cours sur cette machine (processus ${running.child.pid})`)
  running.child.kill('SIGTERM')
  await running.ended
  expect(outcomes(scene)).toEqual(['cancelled'])
})

test('the contract is suspended during a backup: exit 4, the reports wait until it is reactivated', async () => {
  const scene = await slowScene()
  const gateway = await Gateway.to(scene.storagePort)
  scene.portal.repository.url = scene.repositoryAt(gateway.port)
  const running = scene.start(['backup'])
  await until(() => scene.portal.reports().some(({ event }) => event.type === 'progress'))
  scene.portal.suspended = true
  gateway.refusal = 403
  const { code, out } = await running.ended
  expect(code).toBe(4)
  expect(out).toContain('Le contrat est suspendu')
  expect(outcomes(scene)).toEqual([])
  scene.portal.suspended = false
  const service = scene.start(['run'])
  await until(() => outcomes(scene).length === 1)
  service.child.kill('SIGTERM')
  expect(await service.ended).toMatchObject({ code: 0 })
})
