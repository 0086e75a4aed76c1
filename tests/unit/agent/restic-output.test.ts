import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseResticLine } from '@/agent/restic-output'

test('status of restic 0.14, which leaves out what is zero', () => {
  expect(parseResticLine('{"message_type":"status","percent_done":0,"total_files":1,"total_bytes":3000000}')).toEqual({
    type: 'status',
    percent: 0,
    filesDone: 0,
    filesTotal: 1,
    bytesDone: 0,
    bytesTotal: 3_000_000,
    currentFiles: [],
  })
})

test('percent is a share, and never beyond its bounds', () => {
  const percent = (share: unknown) => parseResticLine(JSON.stringify({ message_type: 'status', percent_done: share }))
  expect(percent(0.5)).toMatchObject({ percent: 50 })
  expect(percent(1.2)).toMatchObject({ percent: 100 })
  expect(percent(-1)).toMatchObject({ percent: 0 })
  expect(percent('half')).toMatchObject({ percent: 0 })
})

test('summary', () => {
  const line =
    '{"message_type":"summary","files_new":2,"files_changed":1,"files_unmodified":3,"data_added":3001116,"total_files_processed":6,"total_bytes_processed":3000003,"total_duration":0.2,"snapshot_id":"4dc49323"}'
  expect(parseResticLine(line)).toEqual({
    type: 'summary',
    filesNew: 2,
    filesChanged: 1,
    filesUnmodified: 3,
    filesProcessed: 6,
    bytesProcessed: 3_000_003,
    bytesAdded: 3_001_116,
    snapshotId: '4dc49323',
  })
})

test('unreadable files, as restic 0.14 and as 0.17 name them', () => {
  const old = '{"message_type":"error","error":{"Op":"open","Path":"b","Err":13},"during":"archival","item":"/src/b"}'
  const newer = '{"message_type":"error","error":{"message":"open /src/b: permission denied"},"during":"archival","item":"/src/b"}'
  expect(parseResticLine(old)).toEqual({ type: 'unreadable', item: '/src/b', reason: 'permission denied' })
  expect(parseResticLine(newer)).toEqual({ type: 'unreadable', item: '/src/b', reason: 'open /src/b: permission denied' })
})

test('fatal errors, as restic 0.14 and as 0.17 say them', () => {
  expect(parseResticLine('Fatal: wrong password or no key found')).toEqual({ type: 'fatal', reason: 'wrong password or no key found' })
  const newer = '{"message_type":"exit_error","code":12,"message":"Fatal: wrong password or no key found"}'
  expect(parseResticLine(newer)).toEqual({ type: 'fatal', reason: 'wrong password or no key found' })
})

test('no line makes it throw or yields a figure that the portal refuses', () => {
  const count = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.constant(null))
  const message = fc.record({
    message_type: fc.constantFrom('status', 'summary', 'error', 'exit_error', 'new'),
    percent_done: count,
    files_done: count,
    files_new: count,
    data_added: count,
    current_files: fc.anything(),
    error: fc.anything(),
    snapshot_id: fc.anything(),
  })
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), message.map(toJson)), (line) => {
      for (const [name, value] of Object.entries(parseResticLine(line))) {
        if (typeof value !== 'number') continue
        expect(name === 'percent' ? value >= 0 && value <= 100 : Number.isSafeInteger(value) && value >= 0).toBe(true)
      }
    }),
  )
})

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' || typeof inner === 'symbol' ? String(inner) : inner))
}
