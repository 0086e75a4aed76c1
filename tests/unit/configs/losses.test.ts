import { expect, test } from 'vitest'
import { agentConfigSchema } from '@/lib/agent-protocol/config'
import { protectionLosses } from '@/lib/configs/losses'

const config = (facts: object) => agentConfigSchema.parse({ paths: ['/home'], ...facts })
const losses = (before: object, after: object) => protectionLosses(config(before), config(after))

test('nothing was protected before the first configuration', () => {
  expect(protectionLosses(null, config({ paths: [] }))).toEqual([])
})

test('what protects as much or more loses nothing', () => {
  const before = { paths: ['/home', '/etc/'], excludes: ['*.tmp'], schedule: '0 21 * * *', bandwidth: { uploadKiBps: 1 } }
  expect(losses(before, before)).toEqual([])
  expect(losses(before, { paths: ['/', '/mnt'], schedule: '0 */4 * * *' })).toEqual([])
  expect(losses(before, { ...before, paths: ['/etc', '/home/'], schedule: '30 22 * * *', tags: ['x'] })).toEqual([])
})

test('a folder that no remaining one holds is lost, even if a part of it stays', () => {
  expect(losses({ paths: ['/home', '/etc', '/srv/a'] }, { paths: ['/home/anne', '/srv'] })).toEqual([
    { kind: 'folder', path: '/home' },
    { kind: 'folder', path: '/etc' },
  ])
  expect(losses({ paths: ['/home2'] }, { paths: ['/home'] })).toEqual([{ kind: 'folder', path: '/home2' }])
})

test('Windows takes either slash and no notice of capitals', () => {
  expect(losses({ paths: ['C:\\Users\\Anne', 'D:\\'] }, { paths: ['c:/users', 'd:/'] })).toEqual([])
  expect(losses({ paths: ['C:\\Users'] }, { paths: ['D:\\Users'] })).toEqual([{ kind: 'folder', path: 'C:\\Users' }])
  expect(losses({ paths: ['/Home'] }, { paths: ['/home'] })).toEqual([{ kind: 'folder', path: '/Home' }])
})

test('an exclude more is a loss, one less is none', () => {
  expect(losses({ excludes: ['*.tmp', 'cache'] }, { excludes: ['cache', '*.pst', '*.pst'] })).toEqual([
    { kind: 'exclude', pattern: '*.pst' },
  ])
})

test.each([
  ['0 21 * * *', null, ['schedule_removed']],
  ['0 21 * * *', '0 0 30 2 *', ['schedule_removed']],
  ['0 21 * * *', '0 21 * * 1-5', ['schedule_rarer']],
  ['0 */4 * * *', '0 21 * * *', ['schedule_rarer']],
  ['*/2 * * * *', '* * * * * *', []],
  ['0 0 1 * *', '0 0 28 * *', []],
  ['0 0 30 2 *', null, []],
  [null, '0 21 * * *', []],
])('from the schedule %j to %j: %j', (before, after, kinds) => {
  expect(losses({ schedule: before }, { schedule: after }).map(({ kind }) => kind)).toEqual(kinds)
})
