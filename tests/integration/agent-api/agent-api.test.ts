import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { backups, machineConfigs, machines } from '@/db/schema'
import { createAgentApi } from '@/lib/agent-api/handler'
import { helloResponseSchema, pollResponseSchema, type Report, reportsResponseSchema } from '@/lib/agent-protocol/schema'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { createIdentificationKey } from '@/lib/crypto/identification-key'
import { addMachine } from '@/lib/machines/commands'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { type Answer, ask, expectError, testServer } from '@/tests/support/agent-door'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { finished, newBackupId, progressed, started } from '@/tests/support/reports'

testDatabase()
const TECHNICAL = 'agents.test'
const server = testServer(() =>
  createAgentApi({
    technicalHosts: [TECHNICAL],
    clientAddress: () => '203.0.113.9',
    isSecure: (request) => request.headers['x-tls'] === 'yes',
  }),
)
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const T = Date.parse('2026-11-20T09:00:00Z')
const NOW = new Date()
const hello = { agentVersion: '0.1.0', hostname: 'pc-1', os: 'linux', arch: 'x64', engine: { name: 'restic', version: '0.14.0' } }
const poll = { configVersion: 0, configError: null, results: [] }

type As = { machine?: CastMachine; key?: string; host?: string; headers?: Record<string, string> }
const send = (
  door: string,
  body: unknown,
  { machine = cast.machines.west, key, host = 'admin.alpine.test', headers }: As = {},
): Promise<Answer> =>
  ask(server.port(), {
    path: `/api/agent/v1/${door}`,
    headers: { host, authorization: `Bearer ${key ?? machine.identificationKey}`, ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  })
const report = (reports: unknown[], as?: As) => send('reports', { reports }, as)
const newMachine = async (name: string) => must(await addMachine(system, { contractId: cast.contracts.west, name }))
const countBackups = () => withSystem('tests', (tx) => tx.$count(backups))

describe('hello', () => {
  test('answers what an agent needs to work, and keeps what it says', async () => {
    const answer = await send('hello', { ...hello, unknownField: true })
    expect(answer.status).toBe(200)
    const told = helloResponseSchema.parse(answer.json())
    const { machineId, identificationKey } = cast.machines.west
    expect(told).toMatchObject({
      machine: { id: machineId, name: 'PC-1' },
      contract: { title: 'Bakery', suspended: false },
      config: { version: 0 },
    })
    expect(told.repository.url).toBe(`rest:http://${machineId}:${identificationKey}@admin.alpine.test/storage/${machineId}/`)
    const [row] = await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, machineId)))
    expect(row).toMatchObject({ hostname: 'pc-1', agentVersion: '0.1.0' })
  })

  test('builds the repository’s address on the host and scheme that the agent used', async () => {
    const answer = await send('hello', hello, { host: `${TECHNICAL}:3000`, headers: { 'x-tls': 'yes' } })
    expect(helloResponseSchema.parse(answer.json()).repository.url).toMatch(/^rest:https:.*@agents\.test:3000\/storage\//)
  })

  test('takes a proposed configuration only while there is none', async () => {
    const machine = await newMachine('proposing')
    const propose = async (path: string) =>
      (await send('hello', { ...hello, proposedConfig: `paths: [${path}]` }, { machine })).json().config
    expect([await propose('/home'), await propose('/etc')]).toEqual(Array(2).fill({ version: 1, body: 'paths: [/home]' }))
  })
})

describe('reports', () => {
  test('are stored before they are acknowledged', async () => {
    const id = newBackupId(T)
    const answer = await report([started(id, 0, T), finished(id, 1, T)])
    expect(reportsResponseSchema.parse(answer.json())).toEqual({ accepted: 2, duplicates: 0 })
    const [row] = await withSystem('tests', (tx) => tx.select().from(backups).where(eq(backups.id, id)))
    expect(row).toMatchObject({ machineId: cast.machines.west.machineId, outcome: 'success' })
    expect((await report([finished(id, 1, T)])).json()).toEqual({ accepted: 0, duplicates: 1 })
  })

  test('of many requests at once are each answered with their own counts', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, count) => {
        const id = newBackupId(T)
        return report([started(id, 0, T), ...Array.from({ length: count }, (_, seq) => progressed(id, seq + 1, T, seq))])
      }),
    )
    expect(answers.map((answer) => answer.json().accepted)).toEqual(answers.map((_, count) => count + 1))
  })

  test('none at all are acknowledged as none', async () => {
    expect((await report([])).json()).toEqual({ accepted: 0, duplicates: 0 })
  })

  test('of another machine’s backup are a 422 and change nothing', async () => {
    const [id, own] = [newBackupId(T), newBackupId(T)]
    await report([started(id, 0, T)])
    expectError(await report([started(own, 0, T), finished(id, 1, T)], { machine: cast.machines.east }), 422, 'invalid')
    const rows = await withSystem('tests', (tx) => tx.select().from(backups).where(sql`id in (${id}, ${own})`))
    expect(rows).toMatchObject([{ id, outcome: 'running' }])
  })
})

describe('a poll', () => {
  test('says how the contract stands and brings a newer configuration', async () => {
    const machine = await newMachine('polling')
    expect(pollResponseSchema.parse((await send('poll', poll, { machine })).json())).toMatchObject({ suspended: false, commands: [] })
    await withSystem('tests', async (tx) => {
      const scope = { resellerId: cast.resellerId, spaceId: cast.spaces.west, machineId: machine.machineId }
      await tx.insert(machineConfigs).values({ ...scope, version: 1, body: 'paths: [/srv]' })
      await tx.update(machines).set({ configVersion: 1 }).where(eq(machines.id, machine.machineId))
    })
    expect((await send('poll', poll, { machine })).json().config).toEqual({ version: 1, body: 'paths: [/srv]' })
    expect((await send('poll', { ...poll, configVersion: 1 }, { machine })).json()).not.toHaveProperty('config')
  })
})

describe('an identification key', () => {
  test.each([
    ['none', {}],
    ['an empty one', { authorization: 'Bearer ' }],
    ['one under another scheme', { authorization: 'Digest x' }],
    ['one that is no key', { authorization: 'Bearer kwb_x' }],
    ['one that nobody has', { authorization: `Bearer ${createIdentificationKey()}` }],
  ])('that is %s is a 401', async (_, headers) => {
    expectError(
      await ask(server.port(), { path: '/api/agent/v1/poll', headers: { host: 'admin.alpine.test', ...headers }, body: '{}' }),
      401,
      'unknown_key',
    )
  })

  test('is unknown on another brand’s host, and known on its own and on the technical one', async () => {
    expectError(await send('poll', poll, { host: 'admin.other.test' }), 401, 'unknown_key')
    for (const host of ['admin.alpine.test', 'ADMIN.alpine.test:3000', 'admin.alpine.test.', TECHNICAL]) {
      expect((await send('poll', poll, { host })).status).toBe(200)
    }
  })

  test('of a deleted machine is a 401', async () => {
    const machine = await newMachine('deleted')
    await withSystem('tests', (tx) => tx.delete(machines).where(eq(machines.id, machine.machineId)))
    expectError(await send('hello', hello, { machine }), 401, 'unknown_key')
  })

  test('may come as the password of Basic', async () => {
    const basic = Buffer.from(`x:${cast.machines.west.identificationKey}`).toString('base64')
    expect((await send('poll', poll, { headers: { authorization: `Basic ${basic}` } })).status).toBe(200)
  })
})

describe('while suspended', () => {
  test('a contract’s reports are a 403 and nothing is stored; hello and poll say why', async () => {
    must(await suspendContract(system, cast.contracts.west, NOW))
    const before = await countBackups()
    expectError(await report([started(newBackupId(T), 0, T)]), 403, 'contract_suspended')
    expect(await countBackups()).toBe(before)
    expect((await send('hello', hello)).json().contract).toMatchObject({ suspended: true })
    expect((await send('poll', poll)).json().suspended).toBe(true)
    must(await reactivateContract(system, cast.contracts.west, NOW))
    expect((await report([started(newBackupId(T), 0, T)])).status).toBe(200)
  })

  test('a reseller’s machines are refused just the same', async () => {
    const carols = { machine: cast.machines.carols, host: 'admin.other.test' }
    must(await suspendReseller(system, cast.carol.resellerId, NOW))
    expectError(await report([started(newBackupId(T), 0, T)], carols), 403, 'contract_suspended')
    expect((await send('poll', poll, carols)).json().suspended).toBe(true)
    must(await reactivateReseller(system, cast.carol.resellerId))
    expect((await report([started(newBackupId(T), 0, T)], carols)).status).toBe(200)
  })
})

describe('nothing answers', () => {
  test.each(['', 'nothing', 'hello/', 'Hello', 'reports/1', '../v1', 'constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'under %j',
    async (door) => {
      expectError(await send(door, {}), 404, 'not_found')
    },
  )

  test('to another method than POST', async () => {
    const authorization = `Bearer ${cast.machines.west.identificationKey}`
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expectError(
        await ask(server.port(), { method, path: '/api/agent/v1/poll', headers: { host: TECHNICAL, authorization } }),
        404,
        'not_found',
      )
    }
  })

  test('on a host that is nobody’s, not even with a right key', async () => {
    expectError(await send('poll', poll, { host: 'nobody.test' }), 404, 'not_found')
  })
})

test('a machine that sends too much is told to wait, and others are not', async () => {
  const machine = await newMachine('wild')
  const answers = await Promise.all(Array.from({ length: 400 }, () => send('poll', {}, { machine })))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expectError(refused[0] as Answer, 429, 'too_many')
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
  expect((await send('poll', poll)).status).toBe(200)
})

test('whatever many agents say at once and again, each report is counted once', async () => {
  const ids = Array.from({ length: 5 }, () => newBackupId(T))
  const said: Report[] = ids.flatMap((id) => [started(id, 0, T), progressed(id, 1, T, 50), finished(id, 2, T)])
  const answers = await Promise.all(Array.from({ length: 12 }, (_, turn) => report([...said.slice(turn), ...said.slice(0, turn)])))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(answers.reduce((sum, answer) => sum + Number(answer.json().accepted), 0)).toBe(said.length)
})
