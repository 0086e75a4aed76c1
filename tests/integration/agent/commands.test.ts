import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtAgent } from './bundle'
import { Scene, until } from './scene'

const bundle = builtAgent()
const ID = '0190a0a0-0000-7000-8000-0000000000aa'
const OTHER = '0190a0a0-0000-7000-8000-0000000000bb'

async function enrolled(config = '') {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll()
  scene.configure(`paths: [${scene.source}]\n${config}`)
  return scene
}

/** A scene whose backup takes long enough to be cancelled: 40 MB at 1 MB/s. */
async function slow(config = '') {
  const scene = await enrolled(`bandwidth: {uploadKiBps: 1000}\n${config}`)
  scene.write('large', randomBytes(40_000_000))
  return scene
}

const events = (scene: Scene, type: string) => scene.portal.reports().filter(({ event }) => event.type === type)
const outcomes = (scene: Scene) => scene.portal.reports().flatMap(({ event }) => (event.type === 'finished' ? [event.outcome] : []))
const inProgress = (scene: Scene) => until(() => events(scene, 'progress').length > 0)
const locks = (scene: Scene) => readdirSync(join(scene.folder, 'storage/machine1/locks'))
const runningBackup = (scene: Scene) => scene.portal.backupIds().at(-1) ?? ''

async function stop(service: { child: { kill: (signal: 'SIGTERM') => void }; ended: Promise<unknown> }) {
  service.child.kill('SIGTERM')
  return service.ended
}

test('asked to, it backs up without a schedule, and says how it went', async () => {
  const scene = await enrolled()
  const service = scene.start(['run'])
  await until(() => scene.portal.polls.some((poll) => poll.configVersion === 1))
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await until(() => scene.portal.commands.length === 0)
  await until(() => outcomes(scene).length === 1)
  await stop(service)
  expect(scene.portal.reports()[0]?.event).toEqual({ type: 'started', trigger: 'command' })
  expect(outcomes(scene)).toEqual(['success'])
  expect(scene.portal.words(ID)).toEqual(['running', expect.stringMatching(/^done: Sauvegarde réussie/)])
  expect(scene.portal.breaches).toEqual([])
})

test('a cancelled backup ends as cancelled, leaves no lock, and does not begin again before its time', async () => {
  const scene = await slow('schedule: "* * * * * *"\n')
  const service = scene.start(['run'])
  await inProgress(scene)
  // From now on the schedule is silent, so that a second backup could only be a retry.
  scene.configure(`paths: [${scene.source}]\nschedule: "0 0 1 1 *"\n`)
  await until(() => scene.portal.polls.some((poll) => poll.configVersion === scene.portal.config.version))
  scene.portal.commands = [{ id: ID, kind: 'cancel', backupId: runningBackup(scene) }]
  await until(() => scene.portal.commands.length === 0)
  await until(() => outcomes(scene).length === 1)
  expect(outcomes(scene)).toEqual(['cancelled'])
  expect(events(scene, 'finished')[0]?.event).toMatchObject({ error: 'Sauvegarde annulée depuis le portail' })
  expect(locks(scene)).toEqual([])
  expect(scene.portal.words(ID).at(-1)).toBe('done')
  expect(await scene.status()).toMatchObject({ lastBackup: { outcome: 'cancelled', failures: 0 } })
  await stop(service)
})

test('a command is cancelled by its own id', async () => {
  const scene = await slow()
  const service = scene.start(['run'])
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await inProgress(scene)
  scene.portal.commands = [{ id: OTHER, kind: 'cancel', commandId: ID }]
  await until(() => outcomes(scene).length === 1)
  await until(() => scene.portal.words(ID).length === 2 && scene.portal.words(OTHER).includes('done'))
  await stop(service)
  expect(scene.portal.words(ID)).toEqual(['running', 'cancelled: Sauvegarde annulée depuis le portail'])
})

test('a cancel that comes too late stops nothing else', async () => {
  const scene = await slow()
  const service = scene.start(['run'])
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await inProgress(scene)
  scene.portal.commands = [
    { id: OTHER, kind: 'cancel', backupId: '0190a0a0-0000-7000-8000-0000000000cc' },
    { id: '0190a0a0-0000-7000-8000-0000000000dd', kind: 'cancel' },
  ]
  await until(() => scene.portal.commands.length === 0)
  expect(scene.portal.words(OTHER).at(-1)).toBe("failed: Ce qu'il fallait annuler n'est plus en cours")
  expect(outcomes(scene)).toEqual([])
  await stop(service)
})

test('a backup that somebody began at the terminal is cancelled too', async () => {
  const scene = await slow()
  const service = scene.start(['run'])
  const terminal = scene.start(['backup'])
  await inProgress(scene)
  scene.portal.commands = [{ id: ID, kind: 'cancel', backupId: runningBackup(scene) }]
  expect(await terminal.ended).toMatchObject({ code: 130 })
  await until(() => scene.portal.words(ID).includes('done'))
  expect(outcomes(scene)).toEqual(['cancelled'])
  expect(locks(scene)).toEqual([])
  await stop(service)
})

test('whatever answers get lost, a command is carried out once and its result arrives', async () => {
  const scene = await enrolled()
  scene.portal.mishap = (door, body) => {
    if (door !== 'poll') return null
    const { results } = body as { results: { status: string }[] }
    // Each first word on the command is taken by the portal, and the agent never hears so.
    const said = scene.portal.polls.filter((poll) => poll.results.some(({ status }) => status === results[0]?.status))
    return results.length > 0 && said.length < 2 ? { kind: 'lost' } : null
  }
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  const service = scene.start(['run'])
  await until(() => scene.portal.words(ID).some((word) => word.startsWith('done')))
  // Delivered again by a portal that forgot: the kept result is told again, nothing is done.
  const polls = scene.portal.polls.length
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await until(() => scene.portal.commands.length === 0 && scene.portal.polls.length > polls + 1)
  await stop(service)
  expect(events(scene, 'started')).toHaveLength(1)
  expect(scene.portal.words(ID).filter((word) => word.startsWith('done'))).toHaveLength(1)
})

test('killed over a command: after the next start it is told as interrupted, and not begun again', async () => {
  const scene = await slow()
  const service = scene.start(['run'])
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await inProgress(scene)
  service.child.kill('SIGKILL')
  await service.ended
  const again = scene.start(['run'])
  await until(() => scene.portal.commands.length === 0)
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await until(() => scene.portal.commands.length === 0)
  await stop(again)
  expect(scene.portal.words(ID)).toEqual(['running', "failed: Interrompue : l'agent ou la machine s'est arrêté"])
  expect(events(scene, 'started')).toHaveLength(1)
})

test('stopped over a command: the portal is told before the service ends', async () => {
  const scene = await slow()
  const service = scene.start(['run'])
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await inProgress(scene)
  expect(await stop(service)).toMatchObject({ code: 0 })
  expect(scene.portal.words(ID)).toEqual(['running', 'cancelled: Sauvegarde annulée'])
})

test('a command whose time has passed by the portal’s clock is not carried out', async () => {
  const scene = await enrolled()
  scene.portal.aheadMs = 3 * 3_600_000
  scene.portal.commands = [{ id: ID, kind: 'backup_now', expiresAt: new Date(Date.now() + 2 * 3_600_000).toISOString() }]
  const service = scene.start(['run'])
  await until(() => scene.portal.commands.length === 0)
  await stop(service)
  expect(scene.portal.words(ID)).toEqual([expect.stringMatching(/^expired: /)])
  expect(events(scene, 'started')).toEqual([])
})

test('while the contract is suspended, a backup that is asked for is refused with the reason', async () => {
  const scene = await enrolled()
  scene.portal.suspended = true
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  const service = scene.start(['run'])
  await until(() => scene.portal.commands.length === 0)
  await stop(service)
  expect(scene.portal.words(ID).at(-1)).toMatch(/^failed: Le contrat est suspendu/)
})

test('asked for while one runs already, a second backup is refused', async () => {
  const scene = await slow()
  const service = scene.start(['run'])
  scene.portal.commands = [{ id: ID, kind: 'backup_now' }]
  await inProgress(scene)
  scene.portal.commands = [{ id: OTHER, kind: 'backup_now' }]
  await until(() => scene.portal.commands.length === 0)
  expect(scene.portal.words(OTHER).at(-1)).toMatch(/^failed: Une sauvegarde est déjà en cours/)
  await stop(service)
})
