import { expect, test } from 'vitest'
import { type Facts, restoreState } from '@/lib/restores/state'

const NOW = new Date('2026-11-22T10:00:00Z')
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const download = (facts: Partial<Facts>) =>
  restoreState(
    { kind: 'download', askedAt: ago(5), startedAt: null, progressAt: null, ending: null, filesFailed: 0, commandState: null, ...facts },
    NOW,
  )
const machine = (commandState: Facts['commandState'], filesFailed = 0) => download({ kind: 'machine', commandState, filesFailed })

test('a download waits an hour for its asker', () => {
  expect(download({})).toBe('waiting')
  expect(download({ askedAt: ago(61) })).toBe('expired')
})

test('a download that falls silent died with its process', () => {
  expect(download({ startedAt: ago(50), progressAt: ago(1) })).toBe('running')
  expect(download({ startedAt: ago(50), progressAt: ago(3) })).toBe('broken_off')
  expect(download({ startedAt: ago(50), progressAt: ago(3), ending: 'complete' })).toBe('complete')
})

test('a restore on the machine stands as its command does, and tells of files that failed', () => {
  expect([machine('queued'), machine('delivered'), machine('running')]).toEqual(['waiting', 'delivered', 'running'])
  expect([machine('done'), machine('done', 2), machine('failed'), machine('expired')]).toEqual(['complete', 'partial', 'failed', 'expired'])
})
