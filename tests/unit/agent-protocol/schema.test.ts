import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  helloRequestSchema,
  MAX_REPORTS,
  pollRequestSchema,
  type Report,
  reportSchema,
  reportsRequestSchema,
} from '@/lib/agent-protocol/schema'

const BACKUP = '019a0000-0000-7000-8000-000000000001'
const started: Report = { backupId: BACKUP, seq: 0, at: '2026-11-22T10:00:00Z', event: { type: 'started', trigger: 'manual' } }
const progress = { type: 'progress', percent: 5, filesDone: 1, filesTotal: 2, bytesDone: 3, bytesTotal: 4, currentFiles: ['/a'] }
const accepts = (report: object) => reportSchema.safeParse({ ...started, ...report }).success

/** JSON that is nearly a report: the right keys with anything in them. */
const nearly = fc.record(
  {
    reports: fc.array(
      fc.record(
        {
          backupId: fc.oneof(fc.constant(BACKUP), fc.jsonValue()),
          seq: fc.oneof(fc.nat(), fc.jsonValue()),
          at: fc.oneof(fc.constant(started.at), fc.jsonValue()),
          event: fc.oneof(
            fc.record({
              type: fc.constantFrom('started', 'progress', 'log', 'finished', 'other'),
              trigger: fc.jsonValue(),
              lines: fc.jsonValue(),
            }),
            fc.jsonValue(),
          ),
        },
        { requiredKeys: [] },
      ),
    ),
    configVersion: fc.jsonValue(),
    hostname: fc.jsonValue(),
  },
  { requiredKeys: [] },
)

test('whatever JSON an agent sends, reading it never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly), (value) => {
      for (const schema of [helloRequestSchema, reportsRequestSchema, pollRequestSchema])
        expect(schema.safeParse(value).success).toBeTypeOf('boolean')
    }),
  )
})

test('a time that is accepted is a time', () => {
  const part = (max: number, width = 2) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(width, '0'))
  const written = fc
    .tuple(
      part(9999, 4),
      part(13),
      part(32),
      part(25),
      part(61),
      part(61),
      fc.constantFrom('', '.1', '.123456789012'),
      fc.constantFrom('Z', '+14:00', '-23:59', '+24:00', '+99:99', ''),
    )
    .map(
      ([year, month, day, hour, minute, second, fraction, zone]) => `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
    )
  fc.assert(
    fc.property(written, (at) => {
      if (accepts({ at })) expect(new Date(Date.parse(at)).toISOString()).toMatch(/^\d{4}-/)
    }),
    { numRuns: 2_000 },
  )
})

describe('a report', () => {
  test.each([
    ['an id that is no UUIDv7', { backupId: '6b1f5e0a-0000-4000-8000-000000000001' }],
    ['a negative sequence number', { seq: -1 }],
    ['a sequence number beyond the largest', { seq: 2_147_483_647 }],
    ['half a sequence number', { seq: 1.5 }],
    ['a time without zone', { at: '2026-11-22T10:00:00' }],
    ['a time before 1970', { at: '1969-12-31T23:59:59Z' }],
    ['a time after 9998', { at: '9999-01-01T00:00:00Z' }],
    ['a day that does not exist', { at: '2026-02-30T10:00:00Z' }],
    ['an event that does not exist', { event: { type: 'exploded' } }],
    ['a trigger that does not exist', { event: { type: 'started', trigger: 'moon' } }],
    ['more than all', { event: { ...progress, percent: 100.1 } }],
    ['a negative number of files', { event: { ...progress, filesDone: -1 } }],
    ['bytes beyond what a double counts', { event: { ...progress, bytesDone: 2 ** 53 } }],
    ['too many files at once', { event: { ...progress, currentFiles: Array(65).fill('/a') } }],
    ['too many lines', { event: { type: 'log', lines: Array(1001).fill({ at: started.at, level: 'info', message: '' }) } }],
    ['a line too long', { event: { type: 'log', lines: [{ at: started.at, level: 'info', message: 'x'.repeat(16_385) }] } }],
  ])('with %s is refused', (_, wrong) => {
    expect(accepts(wrong)).toBe(false)
  })

  test.each([
    ['the largest sequence number', { seq: 2_147_483_646 }],
    ['a zone', { at: '2026-11-22T10:00:00.123+02:00' }],
    ['all of it done', { event: { ...progress, percent: 100 } }],
    ['the most bytes', { event: { ...progress, bytesTotal: Number.MAX_SAFE_INTEGER } }],
    ['no file at the moment', { event: { ...progress, currentFiles: [] } }],
  ])('with %s is taken', (_, right) => {
    expect(accepts(right)).toBe(true)
  })

  test('names its backup in small letters', () => {
    expect(reportSchema.parse({ ...started, backupId: BACKUP.toUpperCase() }).backupId).toBe(BACKUP)
  })

  test('has a percentage that Postgres can hold, however small', () => {
    expect(reportSchema.parse({ ...started, event: { ...progress, percent: 1e-60 } }).event).toMatchObject({ percent: 0 })
    expect(reportSchema.parse({ ...started, event: { ...progress, percent: 33.333 } }).event).toMatchObject({ percent: 33.33 })
  })

  test('is cleaned of what Postgres cannot hold, since refusing it would hold an agent up for ever', () => {
    const message = 'a\u0000b\ud800c\udc00d\ud83d\ude00'
    const { event } = reportSchema.parse({ ...started, event: { type: 'log', lines: [{ at: started.at, level: 'info', message }] } })
    expect(event).toMatchObject({ lines: [{ message: 'ab\ufffdc\ufffdd\ud83d\ude00' }] })
  })
})

test('a request holds 500 reports and not one more', () => {
  const many = (count: number) => reportsRequestSchema.safeParse({ reports: Array(count).fill(started) }).success
  expect([many(0), many(MAX_REPORTS), many(MAX_REPORTS + 1)]).toEqual([true, true, false])
})

test('text that is accepted is whole Unicode without NUL', () => {
  const hello = { agentVersion: '1', os: 'linux', arch: 'x64', engine: { name: 'restic', version: '0.14.0' } }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }), (units) => {
      const { hostname } = helloRequestSchema.parse({ ...hello, hostname: String.fromCharCode(...units) })
      expect(hostname).not.toContain('\u0000')
      expect(Buffer.from(hostname, 'utf8').toString('utf8')).toBe(hostname)
    }),
  )
})
