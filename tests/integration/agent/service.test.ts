import { expect, test } from 'vitest'
import { builtAgent } from './bundle'
import { Scene, until } from './scene'

const bundle = builtAgent()
const EACH_SECOND = '* * * * * *'

async function scheduled() {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll()
  scene.configure(`paths: [${scene.source}]\nschedule: "${EACH_SECOND}"\n`)
  return scene
}

function finished(scene: Scene): string[] {
  return scene.portal.reports().flatMap(({ event }) => (event.type === 'finished' ? [event.outcome] : []))
}

test('run backs up on the schedule of the configuration that the portal brings, and stops on SIGTERM', async () => {
  const scene = await scheduled()
  const service = scene.start(['run'])
  await until(() => finished(scene).length >= 2)
  service.child.kill('SIGTERM')
  expect(await service.ended).toMatchObject({ code: 0, err: '' })
  expect(scene.portal.reports()[0]?.event).toEqual({ type: 'started', trigger: 'schedule' })
  expect(scene.portal.breaches).toEqual([])
})

test('a configuration that cannot be read is refused: polls say why, the old one stays', async () => {
  const scene = await scheduled()
  const service = scene.start(['run'])
  await until(() => scene.portal.polls.some((poll) => poll.configVersion === 1))
  scene.configure('paths: {a: b}\n')
  await until(() => scene.portal.polls.some((poll) => poll.configVersion === 1 && /paths/.test(poll.configError ?? '')))
  const before = finished(scene).length
  await until(() => finished(scene).length > before)
  scene.configure(`paths: [${scene.source}]\n`)
  await until(() => scene.portal.polls.some((poll) => poll.configVersion === 3 && poll.configError === null))
  service.child.kill('SIGTERM')
  await service.ended
})

test('a suspended contract: run says so once, waits, and goes on when it is reactivated', async () => {
  const scene = await scheduled()
  scene.portal.suspended = true
  const service = scene.start(['run'])
  await until(() => scene.portal.polls.length >= 3)
  expect(scene.portal.taken.size).toBe(0)
  scene.portal.suspended = false
  await until(() => finished(scene).includes('success'))
  service.child.kill('SIGTERM')
  const { out } = await service.ended
  expect(out.match(/Le contrat est suspendu/g)).toHaveLength(1)
  expect(out).toContain('Le contrat est réactivé')
})

test('the portal goes away and comes back: run goes on', async () => {
  const scene = await scheduled()
  const service = scene.start(['run'])
  await until(() => finished(scene).length >= 1)
  await scene.portal.close()
  await until(() => service.out().includes('Portail injoignable'))
  const before = scene.portal.taken.size
  await scene.portal.open()
  await until(() => scene.portal.taken.size > before)
  service.child.kill('SIGTERM')
  expect(await service.ended).toMatchObject({ code: 0 })
  const ids = scene.portal.backupIds()
  for (const id of ids) {
    const reports = scene.portal.reports(id)
    expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index + 1))
  }
})

test('a command of a kind it does not know is answered as unsupported, once', async () => {
  const scene = await Scene.open(bundle())
  await scene.enroll()
  const id = '0190a0a0-0000-7000-8000-0000000000aa'
  scene.portal.commands = [{ id, kind: 'format_disk' }]
  const service = scene.start(['run'])
  await until(() => scene.portal.commands.length === 0)
  const polls = scene.portal.polls.length
  await until(() => scene.portal.polls.length > polls + 1)
  service.child.kill('SIGTERM')
  await service.ended
  const results = scene.portal.polls.flatMap((poll) => poll.results)
  const detail = 'Commande du portail inconnue de cette version : format_disk'
  expect(results).toEqual([{ commandId: id, status: 'unsupported', detail }])
})

test('a second service on the same folder is refused, and the first goes on', async () => {
  const scene = await scheduled()
  const service = scene.start(['run'])
  await until(() => finished(scene).length >= 1)
  expect(await scene.run(['run'])).toMatchObject({ code: 1, out: expect.stringContaining(`processus ${service.child.pid}`) })
  const before = finished(scene).length
  await until(() => finished(scene).length > before)
  service.child.kill('SIGTERM')
  expect(await service.ended).toMatchObject({ code: 0 })
})

test('no portal at the start: run waits for it', async () => {
  const scene = await Scene.open(bundle())
  await scene.enroll()
  await scene.portal.close()
  const hellos = scene.portal.hellos.length
  const service = scene.start(['run'])
  await until(() => service.out().includes('Portail injoignable'))
  await scene.portal.open()
  await until(() => scene.portal.hellos.length > hellos)
  service.child.kill('SIGINT')
  expect(await service.ended).toMatchObject({ code: 0 })
})
