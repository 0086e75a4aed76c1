import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { freePort } from '@/db/postmaster'
import { machines } from '@/db/schema'
import { recordReports } from '@/lib/backups/commands'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { createIdentificationKey } from '@/lib/crypto/identification-key'
import { addMachine } from '@/lib/machines/commands'
import { createGateway, type Gateway } from '@/lib/storage/gateway'
import { type StorageNode, startStorageNode } from '@/lib/storage/rclone'
import { ask, testServer } from '@/tests/support/agent-door'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId } from '@/tests/support/reports'
import { bytesOnDisk, nameOf, openConnections } from './observed'

testDatabase()
const HOST = 'localhost'
const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
const dataDir = join(folder, 'data')
let node: StorageNode
let gateway: Gateway
let cast: Cast
const server = testServer(() => (request, response) => gateway.handle(request, response))

beforeAll(async () => {
  cast = await makeCast()
  node = await startStorageNode({ dataDir, port: await freePort() })
  await vi.waitUntil(() => node.state() === 'up', { timeout: 20_000 })
  gateway = createGateway({ node, technicalHosts: [HOST], clientAddress: () => null })
})
afterAll(async () => {
  await gateway.flush()
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = promisify(execFile)
let names = 0
const newMachine = async () => must(await addMachine(system, { contractId: cast.contracts.west, name: `PC ${names++}` }))
const stored = async ({ machineId }: CastMachine) =>
  (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, machineId))))[0]

/** What restic is refused it tries again for minutes: so long is enough to see the refusal. */
const PATIENCE = { timeout: 5_000 }

/** restic as the machine's agent runs it; `repository` of another machine to try what must not work. */
async function restic(machine: CastMachine, args: string[], repository = machine, patience: { timeout?: number } = {}): Promise<string> {
  const url = `rest:http://${machine.machineId}:${machine.identificationKey}@${HOST}:${server.port()}/storage/${repository.machineId}/`
  const env = { ...process.env, RESTIC_REPOSITORY: url, RESTIC_PASSWORD: 'a repository password', RESTIC_CACHE_DIR: join(folder, 'cache') }
  return (await run('restic', args, { env, ...patience })).stdout
}

const send = (machine: CastMachine, method: string, path: string, body?: Buffer, key = machine.identificationKey) =>
  ask(server.port(), {
    method,
    path: `/storage/${machine.machineId}/${path}`,
    headers: { host: HOST, authorization: `Basic ${Buffer.from(`${machine.machineId}:${key}`).toString('base64')}` },
    ...(body && { body }),
  })

describe('restic', () => {
  test('makes a repository, backs up and restores byte by byte through the gateway', async () => {
    const machine = await newMachine()
    const [source, target] = [mkdtempSync(join(folder, 'source-')), mkdtempSync(join(folder, 'target-'))]
    const content = randomBytes(3_000_000)
    writeFileSync(join(source, 'data.bin'), content)
    writeFileSync(join(source, 'été.txt'), 'l’été')
    await restic(machine, ['init'])
    await restic(machine, ['backup', source])
    await restic(machine, ['restore', 'latest', '--target', target])
    expect(readFileSync(join(target, source, 'data.bin')).equals(content)).toBe(true)
    expect(readFileSync(join(target, source, 'été.txt'), 'utf8')).toBe('l’été')
    expect(await restic(machine, ['check', '--read-data'])).toContain('no errors were found')
    await gateway.flush().then(() => {
      gateway = createGateway({ node, technicalHosts: [HOST], clientAddress: () => null })
    })
    const row = await stored(machine)
    expect(row?.storageMetered).toBe(true)
    expect(row?.storedBytes).toBe(bytesOnDisk(join(dataDir, 'storage', machine.machineId)))
  })

  test('can neither forget nor prune: backups are never deleted from here', async () => {
    const machine = await newMachine()
    const source = mkdtempSync(join(folder, 'source-'))
    writeFileSync(join(source, 'file'), 'kept')
    await restic(machine, ['init'])
    await restic(machine, ['backup', source])
    await expect(restic(machine, ['forget', '--prune', 'latest'], machine, PATIENCE)).rejects.toThrow(/403/)
    expect(JSON.parse(await restic(machine, ['snapshots', '--json', '--no-lock']))).toHaveLength(1)
  })

  test('cannot open the repository of another machine', async () => {
    const [owner, thief] = [await newMachine(), await newMachine()]
    await restic(owner, ['init'])
    await expect(restic(thief, ['snapshots'], owner)).rejects.toThrow(/403/)
  })
})

describe('a request', () => {
  test('for another machine’s repository is a 403, in the same space and of another reseller', async () => {
    const own = await newMachine()
    for (const { machineId } of [cast.machines.west, cast.machines.carols]) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answer = await send({ machineId, identificationKey: own.identificationKey }, method, 'config')
        expect(answer.status).toBe(403)
      }
    }
  })

  test('with a wrong key is a 401 that says how to sign in', async () => {
    const machine = await newMachine()
    for (const key of ['', 'x', createIdentificationKey()]) {
      const answer = await send(machine, 'GET', 'config', undefined, key)
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Basic realm="backup"'])
    }
    const bare = await ask(server.port(), { method: 'GET', path: `/storage/${machine.machineId}/config`, headers: { host: HOST } })
    expect(bare.status).toBe(401)
  })

  test('on another brand’s host is a 401, on nobody’s a 404', async () => {
    const { machineId, identificationKey } = cast.machines.west
    const authorization = `Bearer ${identificationKey}`
    const on = async (host: string) =>
      (await ask(server.port(), { method: 'GET', path: `/storage/${machineId}/config`, headers: { host, authorization } })).status
    expect([await on('admin.other.test'), await on('nobody.test'), await on('admin.alpine.test')]).toEqual([401, 404, 404])
  })

  test.each(['../', 'config/', 'data/x', 'data/../config', 'data/..%2f..%2fconfig', 'secrets', `data//${'a'.repeat(64)}`])(
    'for %j never reaches the storage beyond what restic asks for',
    async (path) => {
      const answer = await send(await newMachine(), 'GET', path)
      expect([403, 404, 405]).toContain(answer.status)
    },
  )

  test.each(['PUT', 'PATCH', 'OPTIONS', 'PROPFIND'])('by %s is none that restic makes', async (method) => {
    expect((await send(await newMachine(), method, 'config')).status).toBe(405)
  })

  test('to delete is refused for everything but locks', async () => {
    const machine = await newMachine()
    await restic(machine, ['init'])
    const data = Buffer.from('some data')
    for (const kind of ['data', 'snapshots', 'index', 'keys', 'locks']) {
      expect((await send(machine, 'POST', `${kind}/${nameOf(data)}`, data)).status).toBe(200)
      const gone = await send(machine, 'DELETE', `${kind}/${nameOf(data)}`)
      expect([kind, gone.status]).toEqual([kind, kind === 'locks' ? 200 : 403])
    }
    expect((await send(machine, 'DELETE', 'config')).status).toBe(403)
    expect((await send(machine, 'DELETE', '')).status).toBe(403)
  })

  test('to write over what is there is refused, and what is there stays', async () => {
    const machine = await newMachine()
    await restic(machine, ['init'])
    const data = Buffer.from('the first')
    expect((await send(machine, 'POST', `data/${nameOf(data)}`, data)).status).toBe(200)
    for (const size of [9, 5_000_000]) {
      expect((await send(machine, 'POST', `data/${nameOf(data)}`, Buffer.alloc(size, 'x'))).status).toBe(403)
    }
    expect((await send(machine, 'GET', `data/${nameOf(data)}`)).text).toBe('the first')
    const config = await send(machine, 'GET', 'config')
    expect((await send(machine, 'POST', 'config', Buffer.from('mine'))).status).toBe(403)
    expect((await send(machine, 'GET', 'config')).text).toBe(config.text)
  })

  test('for a part of a file gets that part', async () => {
    const machine = await newMachine()
    await restic(machine, ['init'])
    const data = Buffer.from('0123456789')
    await send(machine, 'POST', `data/${nameOf(data)}`, data)
    const authorization = `Bearer ${machine.identificationKey}`
    const part = await ask(server.port(), {
      method: 'GET',
      path: `/storage/${machine.machineId}/data/${nameOf(data)}`,
      headers: { host: HOST, authorization, range: 'bytes=2-4' },
    })
    expect([part.status, part.text, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10'])
  })
})

test('while the contract is suspended reading and locking pass, writing is a 403', async () => {
  const machine = must(await addMachine(system, { contractId: cast.contracts.east, name: 'suspended' }))
  const source = mkdtempSync(join(folder, 'source-'))
  writeFileSync(join(source, 'file'), 'restore me')
  await restic(machine, ['init'])
  await restic(machine, ['backup', source])
  must(await suspendContract(system, cast.contracts.east, new Date()))
  const target = mkdtempSync(join(folder, 'target-'))
  await restic(machine, ['restore', 'latest', '--target', target])
  expect(readFileSync(join(target, source, 'file'), 'utf8')).toBe('restore me')
  writeFileSync(join(source, 'more'), 'not any more')
  await expect(restic(machine, ['backup', source], machine, PATIENCE)).rejects.toThrow(/403/)
  const data = Buffer.from('new')
  expect((await send(machine, 'POST', `data/${nameOf(data)}`, data)).status).toBe(403)
  must(await reactivateContract(system, cast.contracts.east, new Date()))
  await restic(machine, ['backup', source])
})

describe('counting', () => {
  const count = async () => {
    await gateway.flush()
    gateway = createGateway({ node, technicalHosts: [HOST], clientAddress: () => null })
  }

  test('replaces the agent’s claim the first time and adds up after; locks, reading and refused writing count nothing', async () => {
    const machine = await newMachine()
    const now = Date.now()
    const claim = finished(newBackupId(now), 0, now, { storedBytes: 123_456_789 })
    await recordReports([{ machine: await machineActor(machine), reports: [claim], receivedAt: new Date() }])
    await send(machine, 'POST', '?create=true')
    expect((await stored(machine))?.storedBytes).toBe(123_456_789)
    const [one, two] = [randomBytes(1_000), randomBytes(50)]
    await send(machine, 'POST', `data/${nameOf(one)}`, one)
    await count()
    expect(await stored(machine)).toMatchObject({ storageMetered: true, storedBytes: 1_000 })
    await send(machine, 'POST', `data/${nameOf(two)}`, two)
    await send(machine, 'POST', `data/${nameOf(two)}`, two)
    await send(machine, 'POST', `locks/${nameOf(two)}`, two)
    await send(machine, 'GET', `data/${nameOf(one)}`)
    await count()
    expect((await stored(machine))?.storedBytes).toBe(1_050)
  })
})

test('a client that breaks off leaves no hanging request to the storage, and nothing stored under the name', async () => {
  const machine = await newMachine()
  await restic(machine, ['init'])
  const name = nameOf(randomBytes(8))
  const authorization = `Bearer ${machine.identificationKey}`
  const upload = http.request({
    host: '127.0.0.1',
    port: server.port(),
    method: 'POST',
    path: `/storage/${machine.machineId}/data/${name}`,
    headers: { host: HOST, authorization, 'content-length': 50_000_000 },
  })
  upload.on('error', () => {})
  upload.write(randomBytes(2_000_000))
  await vi.waitUntil(() => openConnections(node.port) > 0, { timeout: 10_000 })
  await delay(50)
  upload.destroy()
  expect((await send(machine, 'GET', 'config')).status).toBe(200)
  expect((await send(machine, 'GET', `data/${name}`)).status).toBe(404)
  await gateway.flush()
  await vi.waitUntil(() => openConnections(node.port) === 0, { timeout: 10_000 })
  gateway = createGateway({ node, technicalHosts: [HOST], clientAddress: () => null })
  expect((await stored(machine))?.storedBytes).toBeLessThan(2_000_000)
})

test('a client that goes away takes its request to a storage that does not answer with it', async () => {
  const asked: Socket[] = []
  const silent = createServer((socket) => asked.push(socket.resume()))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const before = gateway
  gateway = createGateway({ node: { ...node, port, state: () => 'up' }, technicalHosts: [HOST], clientAddress: () => null })
  const { machineId, identificationKey } = await newMachine()
  const headers = { host: HOST, authorization: `Bearer ${identificationKey}` }
  const request = http.get({ host: '127.0.0.1', port: server.port(), path: `/storage/${machineId}/config`, headers, agent: false })
  request.on('error', () => {})
  await vi.waitUntil(() => asked.length === 1)
  request.destroy()
  await vi.waitUntil(() => asked[0]?.closed, { timeout: 10_000 })
  gateway = before
  silent.close()
})

test('rclone that was killed is a 503 with Retry-After, and is back by itself', async () => {
  const machine = await newMachine()
  await restic(machine, ['init'])
  process.kill(Number(readFileSync(join(dataDir, 'rclone.pid'), 'utf8')), 'SIGKILL')
  await vi.waitUntil(() => node.state() === 'down', { timeout: 10_000 })
  const answer = await send(machine, 'GET', 'config')
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
  await vi.waitUntil(() => node.state() === 'up', { timeout: 20_000 })
  expect((await send(machine, 'GET', 'config')).status).toBe(200)
  expect(JSON.parse(await restic(machine, ['snapshots', '--json']))).toEqual([])
})

test('without rclone every request that is allowed is a 503 that says why', async () => {
  const absent = createGateway({ node: { ...node, state: () => 'absent' }, technicalHosts: [HOST], clientAddress: () => null })
  const before = gateway
  gateway = absent
  const answer = await send(await newMachine(), 'GET', 'config')
  gateway = before
  expect([answer.status, answer.text]).toEqual([503, 'This portal has no storage: rclone is not installed on it.\n'])
})
