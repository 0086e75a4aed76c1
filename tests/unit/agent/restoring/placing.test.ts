import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { messagesIn } from '@/agent/messages'
import { holdFolder } from '@/agent/restoring/held-folder'
import { place } from '@/agent/restoring/placing'
import { Tally } from '@/agent/restoring/tally'

const FILES = 50
const hasHold = existsSync('/proc/self/fd')

function scene() {
  const root = mkdtempSync(join(tmpdir(), 'placing-'))
  const [staged, user, outside] = ['staged', 'user', 'outside'].map((name) => join(root, name)) as [string, string, string]
  for (const folder of [join(staged, 'docs'), join(user, 'docs'), outside]) mkdirSync(folder, { recursive: true })
  for (let at = 0; at < FILES; at++) writeFileSync(join(staged, 'docs', `f${at}`), 'x')
  return { root, staged, user, outside }
}

const tick = () => new Promise((resolve) => setImmediate(resolve))

test.skipIf(!hasHold)('a folder that is replaced by a link in the middle leads nothing elsewhere', async () => {
  const { root, staged, user, outside } = scene()
  const tally = new Tally(() => {})
  const placing = { overwrite: 'always' as const, tally, text: messagesIn('en'), stop: new AbortController().signal }
  const placed = place(staged, user, 'docs', placing)
  for (let at = 0; at < 10; at++) await tick()
  const moved = join(root, 'moved')
  renameSync(join(user, 'docs'), moved)
  symlinkSync(outside, join(user, 'docs'))
  await placed
  tally.end()
  expect(readdirSync(outside)).toEqual([])
  expect(readdirSync(moved)).toHaveLength(FILES)
})

test.skipIf(!hasHold)('a link is not held', () => {
  const { root, outside } = scene()
  symlinkSync(outside, join(root, 'link'))
  expect(() => holdFolder(join(root, 'link'))).toThrow(/ELOOP|ENOTDIR/)
})

test('a file that stands where the folder was is told of by name, and nothing is thrown', async () => {
  const { staged, user } = scene()
  writeFileSync(join(user, 'docs2'), 'kept')
  const tally = new Tally(() => {})
  await place(staged, join(user, 'docs2'), 'docs', {
    overwrite: 'always',
    tally,
    text: messagesIn('en'),
    stop: new AbortController().signal,
  })
  expect(tally.counts.errors).toEqual([{ path: join(user, 'docs2/docs'), message: 'EEXIST' }])
  expect(readFileSync(join(user, 'docs2'), 'utf8')).toBe('kept')
})
