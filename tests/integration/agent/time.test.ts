import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtAgent } from './bundle'
import { Scene, until } from './scene'

const bundle = builtAgent()
const HOUR = 3_600_000
const DAY = 24 * HOUR
const MACHINE = 'machine-0190a0a0-0000-7000-8000-000000000001'

async function nightly() {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll()
  // A time of the day that does not come while the test runs.
  const hour = (new Date().getHours() + 12) % 24
  scene.configure(`paths: [${scene.source}]\nschedule: "0 ${hour} * * *"\n`)
  return scene
}

const finished = (scene: Scene) => scene.portal.reports().filter(({ event }) => event.type === 'finished')

/** Moves what the machine remembers in time, as if it had lain switched off for so long. */
function age(scene: Scene, milliseconds: number): void {
  for (const name of ['config.json', 'last-backup.json']) {
    const path = join(scene.state, MACHINE, name)
    const moved = readFileSync(path, 'utf8').replace(/"(\d{4}-\d\d-\d\dT[^"]+Z)"/g, (_, at) =>
      JSON.stringify(new Date(Date.parse(at) + milliseconds)),
    )
    writeFileSync(path, moved)
  }
}

async function settled(scene: Scene): Promise<void> {
  const polls = scene.portal.polls.length
  await until(() => scene.portal.polls.length > polls + 2)
}

test('a backup that was missed while the machine was off is made as soon as it is on; one is enough', async () => {
  const scene = await nightly()
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  age(scene, -3 * DAY)
  const service = scene.start(['run'])
  await until(() => finished(scene).length === 2)
  await settled(scene)
  service.child.kill('SIGTERM')
  await service.ended
  expect(finished(scene)).toHaveLength(2)
  expect(scene.portal.reports(scene.portal.backupIds().at(-1))[0]?.event).toEqual({ type: 'started', trigger: 'schedule' })
})

test('a memory from the future neither holds backups back nor sets one off', async () => {
  const scene = await nightly()
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  age(scene, 5 * 365 * DAY)
  const service = scene.start(['run'])
  await until(() => service.out().includes('Prochaine sauvegarde'))
  await settled(scene)
  const { nextBackupAt } = (await scene.status()) as { nextBackupAt: string }
  expect(Date.parse(nextBackupAt) - Date.now()).toBeLessThan(DAY)
  expect(finished(scene)).toHaveLength(1)
  service.child.kill('SIGTERM')
  await service.ended
})

test.each([
  ['behind', 5 * HOUR, /retarde de 300 min/],
  ['ahead', -5 * HOUR, /avance de 300 min/],
])('a clock that is five hours %s: reports and ids tell the portal’s time, and the log says so', async (_, aheadMs, warning) => {
  const scene = await nightly()
  scene.portal.aheadMs = aheadMs
  const before = Date.now() + aheadMs
  const service = scene.start(['run'])
  scene.portal.commands = [{ id: '0190a0a0-0000-7000-8000-0000000000aa', kind: 'backup_now' }]
  await until(() => finished(scene).length === 1)
  await until(() => warning.test(service.out()))
  service.child.kill('SIGTERM')
  await service.ended
  const reports = scene.portal.reports()
  const told = [
    ...reports.map(({ at }) => at),
    ...reports.flatMap(({ event }) => (event.type === 'log' ? event.lines.map(({ at }) => at) : [])),
  ]
  for (const at of told) {
    expect(Date.parse(at)).toBeGreaterThan(before - 60_000)
    expect(Date.parse(at)).toBeLessThan(Date.now() + aheadMs + 60_000)
  }
  const idTime = Number.parseInt(scene.portal.backupIds()[0]?.replace('-', '').slice(0, 12) ?? '', 16)
  expect(Math.abs(idTime - Date.parse(reports[0]?.at ?? ''))).toBeLessThan(1000)
})
