import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigStore } from '@/agent/config-store'
import { temporaryFolder } from './temporary-folder'

const GOOD = 'paths: [/home]\nschedule: "0 21 * * *"\n'

test('a configuration that can be read comes into force and survives a restart', () => {
  const path = join(temporaryFolder(), 'config.json')
  expect(new ConfigStore(path).offer({ version: 3, body: GOOD })).toBe('accepted')
  const restarted = new ConfigStore(path)
  expect(restarted.version).toBe(3)
  expect(restarted.current()?.paths).toEqual(['/home'])
})

test.each([
  ['broken YAML', 'paths: [/home', /line 1, column 14$/],
  ['an unknown key', 'paths: [/home]\nrun: rm -rf /\n', /run/],
  ['a bad schedule', 'paths: [/home]\nschedule: at noon\n', /schedule/],
  ['no paths', 'excludes: []', /paths/],
])('%s is refused: the old one stays in force, the reason is kept', (_, body, reason) => {
  const path = join(temporaryFolder(), 'config.json')
  const store = new ConfigStore(path)
  store.offer({ version: 1, body: GOOD })
  expect(store.offer({ version: 2, body })).toBe('refused')
  const restarted = new ConfigStore(path)
  expect(restarted.version).toBe(1)
  expect(restarted.current()?.schedule).toBe('0 21 * * *')
  expect(restarted.refused).toMatchObject({ version: 2, error: expect.stringMatching(reason) })
})

test('a refusal is news once, and is forgotten with the next good version', () => {
  const store = new ConfigStore(join(temporaryFolder(), 'config.json'))
  expect(store.offer({ version: 1, body: 'nonsense' })).toBe('refused')
  expect(store.offer({ version: 1, body: 'nonsense' })).toBe('same')
  expect(store.offer({ version: 2, body: GOOD })).toBe('accepted')
  expect(store.refused).toBeNull()
})

test('going back to the version in force ends a refusal', () => {
  const store = new ConfigStore(join(temporaryFolder(), 'config.json'))
  store.offer({ version: 1, body: GOOD })
  store.offer({ version: 2, body: 'nonsense' })
  expect(store.offer({ version: 1, body: GOOD })).toBe('same')
  expect(store.refused).toBeNull()
})

test('version 0 is no configuration, and takes none away', () => {
  const store = new ConfigStore(join(temporaryFolder(), 'config.json'))
  expect(store.offer({ version: 0, body: '' })).toBe('none')
  expect(store.current()).toBeNull()
  store.offer({ version: 4, body: GOOD })
  expect(store.offer({ version: 0, body: '' })).toBe('none')
  expect(store.version).toBe(4)
})

test('a damaged file counts as none, so that the portal sends it again', () => {
  const path = join(temporaryFolder(), 'config.json')
  writeFileSync(path, '{"version": 3')
  expect(new ConfigStore(path).version).toBe(0)
})
