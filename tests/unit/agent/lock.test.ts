import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockHolder, takeLock } from '@/agent/lock'
import { temporaryFolder } from './temporary-folder'

test('a second one is refused and told who holds it, until it is released', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'lock')
  const first = takeLock(path)
  expect(takeLock(path)).toEqual({ ok: false, pid: process.pid })
  if (first.ok) first.lock.release()
  expect(takeLock(path).ok).toBe(true)
  expect(readdirSync(folder)).toEqual(['lock'])
})

test('the lock of a process that was killed is taken over', async () => {
  const path = join(temporaryFolder(), 'lock')
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  writeFileSync(path, JSON.stringify({ pid: child.pid, bornAt: null }))
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(lockHolder(path)).toBeNull()
  expect(takeLock(path).ok).toBe(true)
})

test.runIf(process.platform === 'linux')('the number of a dead process, given to another one, holds nothing', () => {
  const path = join(temporaryFolder(), 'lock')
  writeFileSync(path, JSON.stringify({ pid: process.pid, bornAt: '1' }))
  expect(takeLock(path).ok).toBe(true)
})

test('a damaged lock holds nothing', () => {
  const path = join(temporaryFolder(), 'lock')
  writeFileSync(path, '{"pid":')
  expect(takeLock(path).ok).toBe(true)
})

test('releasing does not take away the lock of another process', () => {
  const path = join(temporaryFolder(), 'lock')
  const first = takeLock(path)
  writeFileSync(path, JSON.stringify({ pid: process.ppid, bornAt: 'x' }))
  if (first.ok) first.lock.release()
  expect(readdirSync(join(path, '..'))).toEqual(['lock'])
})
