import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { backups } from '@/db/schema'
import { createAgentApi } from '@/lib/agent-api/handler'
import { MAX_BODY_BYTES } from '@/lib/agent-protocol/schema'
import { addMachine } from '@/lib/machines/commands'
import { ask, expectError, testServer } from '@/tests/support/agent-door'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { newBackupId, started } from '@/tests/support/reports'

testDatabase()
const TECHNICAL = 'agents.test'
const server = testServer(() => createAgentApi({ technicalHosts: [TECHNICAL], clientAddress: () => null, isSecure: () => false }))
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const T = Date.parse('2026-11-20T09:00:00Z')
const send = (door: string, body: string | Buffer, machine: CastMachine = cast.machines.west) =>
  ask(server.port(), {
    path: `/api/agent/v1/${door}`,
    headers: { host: TECHNICAL, authorization: `Bearer ${machine.identificationKey}` },
    body,
  })
const newMachine = async (name: string) => must(await addMachine(system, { contractId: cast.contracts.west, name }))
const countBackups = () => withSystem('tests', (tx) => tx.$count(backups))

describe('a body', () => {
  test('declared too large is a 413 before it is sent', async () => {
    const answer = await send('reports', Buffer.alloc(MAX_BODY_BYTES + 1, ' '))
    expectError(answer, 413, 'too_large')
  })

  test('that grows too large is a 413 without a declared size', async () => {
    const authorization = `Bearer ${cast.machines.west.identificationKey}`
    const body = Buffer.alloc(MAX_BODY_BYTES + 1, ' ')
    const answer = await ask(server.port(), {
      path: '/api/agent/v1/reports',
      headers: { host: TECHNICAL, authorization },
      body,
      chunked: true,
    })
    expectError(answer, 413, 'too_large')
  })

  test('of exactly the largest size is read', async () => {
    const text = JSON.stringify({ reports: [] })
    expect((await send('reports', text.padEnd(MAX_BODY_BYTES, ' '))).status).toBe(200)
  })

  const id = newBackupId(T)
  const good = started(id, 0, T)
  test.each([
    ['that is no JSON', '{', '', 'is not JSON'],
    ['that is empty', '', '', 'is not JSON'],
    ['without reports', '{}', 'reports', 'expected array'],
    ['with a bad report among good ones', JSON.stringify({ reports: [good, { ...good, seq: -1 }] }), 'reports.1.seq', '>=0'],
    ['with an unknown event', JSON.stringify({ reports: [{ ...good, event: { type: 'x' } }] }), 'reports.0.event.type', 'Invalid'],
    ['with a nameless backup', JSON.stringify({ reports: [{ ...good, backupId: 'x' }] }), 'reports.0.backupId', 'UUID'],
    ['with too many reports', JSON.stringify({ reports: Array(501).fill(good) }), 'reports', '500'],
  ])('%s is a 422 that names path and cause, and nothing of it is stored', async (_, body, path, cause) => {
    const before = await countBackups()
    const answer = await send('reports', body)
    expectError(answer, 422, 'invalid')
    expect(answer.json().error?.issues?.[0]).toMatchObject({ path, message: expect.stringContaining(cause) })
    expect(await countBackups()).toBe(before)
  })

  test('of whatever kind never is a 5xx', async () => {
    const event = fc.oneof(
      fc.record({
        type: fc.constant('progress'),
        percent: fc.double({ min: 0, max: 100, noNaN: true }),
        filesDone: fc.maxSafeNat(),
        filesTotal: fc.maxSafeNat(),
        bytesDone: fc.maxSafeNat(),
        bytesTotal: fc.maxSafeNat(),
        currentFiles: fc.array(fc.string({ unit: 'binary' })),
      }),
      fc.record({
        type: fc.constant('log'),
        lines: fc.array(
          fc.record({ at: fc.constant('2026-11-20T09:00:00Z'), level: fc.constant('info'), message: fc.string({ unit: 'binary' }) }),
        ),
      }),
      fc.jsonValue(),
    )
    const at = fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') }).map((date) => date.toISOString()),
      fc.constantFrom('1970-01-01T00:00:00+23:59', '9998-12-31T23:59:59-23:59', '2026-11-20T09:00Z'),
    )
    const reports = fc.array(
      fc.record({ backupId: fc.constant(newBackupId(T)), seq: fc.integer({ min: -1, max: 2_147_483_647 }), at, event }),
      {
        maxLength: 3,
      },
    )
    const body = fc.oneof(
      { weight: 4, arbitrary: reports.map((list) => JSON.stringify({ reports: list })) },
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    )
    const fleet = await Promise.all(Array.from({ length: 4 }, (_, number) => newMachine(`fuzzed ${number}`)))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('hello', 'reports', 'poll'), body, fc.constantFrom(...fleet), async (door, sent, machine) => {
        expect((await send(door, sent, machine)).status).toBeLessThan(500)
      }),
      { numRuns: 400 },
    )
  })

  test('whose client goes away half-way harms nobody else', async () => {
    const half = ask(server.port(), {
      path: '/api/agent/v1/reports',
      headers: { host: TECHNICAL, authorization: `Bearer ${cast.machines.west.identificationKey}`, 'content-length': 1000 },
      body: '{"reports"',
    })
    const answer = await send('reports', JSON.stringify({ reports: [started(newBackupId(T), 0, T)] }))
    expect(answer.status).toBe(200)
    half.catch(() => {})
  })
})
