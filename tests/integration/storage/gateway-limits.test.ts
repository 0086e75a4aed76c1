import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '@/db/postmaster'
import { addMachine } from '@/lib/machines/commands'
import { createGateway, type Gateway } from '@/lib/storage/gateway'
import { type StorageNode, startStorageNode } from '@/lib/storage/rclone'
import { ask, testServer } from '@/tests/support/agent-door'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { nameOf } from './observed'

testDatabase()
const HOST = 'localhost'
const folder = mkdtempSync(join(tmpdir(), 'gateway-limits-'))
let node: StorageNode
let gateway: Gateway
let cast: Cast
const server = testServer(() => (request, response) => gateway.handle(request, response))

beforeAll(async () => {
  cast = await makeCast()
  node = await startStorageNode({ dataDir: folder, port: await freePort() })
  await vi.waitUntil(() => node.state() === 'up', { timeout: 20_000 })
  gateway = createGateway({ node, technicalHosts: [HOST], clientAddress: () => null })
})
afterAll(async () => {
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

let names = 0
const newMachine = async () => must(await addMachine(system, { contractId: cast.contracts.west, name: `PC ${names++}` }))
const asked = (machine: CastMachine, path: string) => ({
  path: `/storage/${machine.machineId}/${path}`,
  headers: { host: HOST, authorization: `Bearer ${machine.identificationKey}` },
})

describe('a body where none belongs', () => {
  // Unframed behind a GET it would reach the storage as a request of its own.
  const smuggled = Buffer.from('DELETE /other/config HTTP/1.1\r\nhost: x\r\n\r\n')

  test.each(['GET', 'HEAD', 'DELETE'])('on a %s is refused, with a length and without', async (method) => {
    const machine = await newMachine()
    const { path, headers } = asked(machine, `locks/${nameOf(smuggled)}`)
    expect((await ask(server.port(), { method, path, headers, body: smuggled })).status).toBe(400)
    const chunked = { ...headers, 'transfer-encoding': 'chunked' }
    expect((await ask(server.port(), { method, path, headers: chunked, body: smuggled })).status).toBe(400)
  })
})

test('a lock, which can be written while suspended and deleted, holds no data', async () => {
  const machine = await newMachine()
  const [lock, large] = [Buffer.alloc(64 * 1024, 'x'), Buffer.alloc(64 * 1024 + 1, 'x')]
  await ask(server.port(), { method: 'POST', ...asked(machine, '?create=true') })
  expect((await ask(server.port(), { method: 'POST', ...asked(machine, `locks/${nameOf(large)}`), body: large })).status).toBe(413)
  expect((await ask(server.port(), { method: 'POST', ...asked(machine, `locks/${nameOf(lock)}`), body: lock })).status).toBe(200)
})

test('a machine has twenty requests at once, the next is told to wait, and other machines are not', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket.resume()))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const before = gateway
  gateway = createGateway({ node: { ...node, port, state: () => 'up' }, technicalHosts: [HOST], clientAddress: () => null })
  const [greedy, modest] = [await newMachine(), await newMachine()]
  const hang = (machine: CastMachine) => {
    const request = http.get({ host: '127.0.0.1', port: server.port(), ...asked(machine, 'config'), agent: false })
    return request.on('error', () => {})
  }
  const hanging = Array.from({ length: 20 }, () => hang(greedy))
  await vi.waitUntil(() => sockets.length === 20)
  const refused = await ask(server.port(), { method: 'GET', ...asked(greedy, 'config') })
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '5'])
  hanging.push(hang(modest))
  await vi.waitUntil(() => sockets.length === 21)
  for (const request of hanging) request.destroy()
  await vi.waitUntil(() => sockets.every((socket) => socket.closed))
  hanging.push(hang(greedy))
  await vi.waitUntil(() => sockets.length === 22)
  hanging.at(-1)?.destroy()
  gateway = before
  silent.close()
})
