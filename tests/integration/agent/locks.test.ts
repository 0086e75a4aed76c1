import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { builtAgent } from './bundle'
import { Scene, until } from './scene'

const bundle = builtAgent()

async function backedUp() {
  const scene = await Scene.open(bundle())
  scene.write('a', 'a')
  await scene.enroll('--path', scene.source)
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  return scene
}

function lives(group: number): boolean {
  try {
    return process.kill(group, 0)
  } catch {
    return false
  }
}

test('the lock of a restic that was killed with its agent is taken away by the next backup', async () => {
  const scene = await backedUp()
  scene.write('large', randomBytes(40_000_000))
  scene.configure(`paths: [${scene.source}]\nbandwidth: {uploadKiBps: 1000}\n`)
  const running = scene.startGroup(['backup'])
  await until(() => scene.locks().length === 1)
  const group = -(running.child.pid ?? 0)
  process.kill(group, 'SIGKILL')
  await running.ended
  // The orphaned restic is a process, and its lock a living one's, until init has taken its exit status.
  await until(() => !lives(group))
  expect(scene.locks()).toHaveLength(1)
  scene.configure(`paths: [${scene.source}]\n`)
  expect(await scene.run(['backup'])).toMatchObject({ code: 0 })
  expect(scene.locks()).toEqual([])
})

test('the lock of a process that lives is waited for, said in the log, and never broken', async () => {
  const scene = await backedUp()
  // A check locks everybody else out; stopped, it holds its lock as long as the test wants.
  const check = scene.restic('check')
  await until(() => scene.locks().length === 1)
  check.child.kill('SIGSTOP')
  const [held] = scene.locks()
  const waiting = scene.start(['backup'])
  const backupId = () => scene.portal.backupIds().at(-1) ?? ''
  await until(() => scene.portal.log(backupId()).some((line) => line.includes(`PID ${check.child.pid} on`)))
  expect(scene.locks()).toContain(held)
  check.child.kill('SIGCONT')
  expect(await check.ended).toMatchObject({ code: 0 })
  expect(await waiting.ended).toMatchObject({ code: 0 })
  expect(scene.locks()).toEqual([])
})
