import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { freePort } from '@/db/postmaster'
import { repositoryLeases } from '@/db/schema'
import { applyRetention } from '@/lib/retention/commands'
import { createGateway, type Gateway } from '@/lib/storage/gateway'
import { workOn } from '@/lib/storage/lease'
import { type StorageNode, startStorageNode } from '@/lib/storage/rclone'
import { streamRestic } from '@/lib/storage/restic'
import { ask, testServer } from '@/tests/support/agent-door'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { DAY, never, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

vi.setConfig({ testTimeout: RESTIC_TIMEOUT })
const database = testDatabase()
const { dataDir } = testStorage()
const HOST = 'localhost'
const run = promisify(execFile)
let cast: Cast
let node: StorageNode
let gateway: Gateway
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
})

const NOW = new Date()
const ago = (days: number) => new Date(NOW.getTime() - days * DAY)
const visit = async (machine: StoredMachine) =>
  must(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, NOW, never))

/** A machine with some megabytes that are due to go and as much that stays. */
async function withWork(): Promise<StoredMachine> {
  const machine = await StoredMachine.make(cast.contracts.west)
  for (const age of [120, 110, 100]) {
    machine.files({ 'kept.bin': 3_000_000, [`old-${age}.bin`]: 3_000_000 })
    await machine.backUp({ receivedAt: ago(age) })
  }
  machine.files({ 'kept.bin': 3_000_000, 'new.bin': 3_000_000 })
  await machine.backUp({ receivedAt: ago(1) })
  return machine
}

/** restic as the machine's agent runs it, through the gateway. */
async function agentRestic(machine: StoredMachine, ...args: string[]): Promise<string> {
  const { machineId, identificationKey } = machine.cast
  const env = {
    ...process.env,
    RESTIC_REPOSITORY: `rest:http://${machineId}:${identificationKey}@${HOST}:${server.port()}/storage/${machineId}/`,
    RESTIC_PASSWORD: machine.repository.repositoryPassword,
    RESTIC_CACHE_DIR: join(dataDir, 'agent-cache'),
  }
  return (await run('restic', args, { env })).stdout
}

const askGateway = (machine: StoredMachine, method: string, path: string) =>
  ask(server.port(), {
    method,
    path: `/storage/${machine.machineId}/${path}`,
    headers: { host: HOST, authorization: `Bearer ${machine.cast.identificationKey}`, accept: 'application/vnd.x.restic.rest.v2' },
  })

test('an agent backs up all the while versions are removed: its backups wait or the removal does, and all is whole', async () => {
  const machine = await withWork()
  const folder = mkdtempSync(join(tmpdir(), 'busy-'))
  let visits = 0
  const tidying = (async () => {
    for (; visits < 4; visits++) await visit(machine)
  })()
  const told: string[] = []
  while (visits < 4) {
    writeFileSync(join(folder, `file-${told.length}`), `${Math.random()}`.repeat(50_000))
    const output = await agentRestic(machine, 'backup', '--json', folder).catch((error: Error) => error.message)
    const { snapshot_id: id } = JSON.parse(/^\{"message_type":"summary".*$/m.exec(output)?.[0] ?? '{}')
    // What restic itself finds locked it gives up: the agent tries again then.
    if (id) told.push(id)
    else expect(output).toMatch(/already locked/)
  }
  await tidying
  await vi.waitUntil(async () => (await visit(machine)).result !== 'busy', { timeout: 60_000 })
  expect(told.length).toBeGreaterThan(0)
  expect((await machine.rows()).filter(({ removedAt }) => removedAt)).toHaveLength(3)
  for (const id of told) expect(machine.listed().some((listed) => listed.startsWith(id))).toBe(true)
  expect(await machine.restic('check', '--read-data')).toContain('no errors were found')
  rmSync(folder, { recursive: true })
})

test('while a backup runs nothing is removed, and the next visit comes soon', async () => {
  const machine = await withWork()
  const { stdout, ended } = await streamRestic(machine.repository, ['dump', 'latest', join(machine.source, 'kept.bin')], { lane: 'people' })
  await once(stdout, 'readable')
  expect(machine.stored('locks')).toHaveLength(1)
  expect(await visit(machine)).toMatchObject({ result: 'busy' })
  expect(machine.listed()).toHaveLength(4)
  expect((await machine.repositoryRow()).visitDueAt).toEqual(new Date(NOW.getTime() + 30 * 60_000))
  stdout.destroy()
  await ended
  expect(await visit(machine)).toMatchObject({ result: 'removed' })
})

test('a lock that a dead agent left is removed by the storage’s clock once it is old, whatever time it claims', async () => {
  const machine = await withWork()
  const { stdout } = await streamRestic(machine.repository, ['dump', 'latest', join(machine.source, 'kept.bin')], { lane: 'people' })
  await once(stdout, 'readable')
  const [lock = ''] = machine.stored('locks')
  const { stdout: pid } = await run('pgrep', ['-f', `^restic dump latest ${machine.source}`])
  process.kill(Number(pid), 'SIGKILL')
  expect(await visit(machine)).toMatchObject({ result: 'busy' })
  const old = (Date.now() - 31 * 60_000) / 1000
  utimesSync(lock, old, old)
  expect(await visit(machine)).toMatchObject({ result: 'removed' })
})

test('while the portal holds a repository its machine waits, reading and writing, and only that machine', async () => {
  const [machine, other] = [await StoredMachine.make(cast.contracts.west), await StoredMachine.make(cast.contracts.west)]
  await workOn(system, machine.machineId, never, async ({ hold }) => {
    expect((await askGateway(machine, 'GET', 'locks/')).status).toBe(200)
    expect(await hold()).toBe(true)
    for (const [method, path] of [
      ['GET', 'locks/'],
      ['DELETE', `locks/${'a'.repeat(64)}`],
      ['POST', `snapshots/${'a'.repeat(64)}`],
    ] as const) {
      const answer = await askGateway(machine, method, path)
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
    }
    // By this an agent sees that the storage is there.
    expect((await askGateway(machine, 'HEAD', 'config')).status).toBe(200)
    expect((await askGateway(other, 'GET', 'locks/')).status).toBe(200)
    await workOn(system, other.machineId, never, async (second) => expect(await second.hold()).toBe(false))
  })
  expect((await askGateway(machine, 'GET', 'locks/')).status).toBe(200)
})

test('killed in the middle of its work it leaves a whole repository, and the next run ends it', async () => {
  const machine = await withWork()
  const script = `
    import { openDatabase } from '@/db/client'
    import { setAppSecret } from '@/lib/crypto/secret'
    import { setStorageLocation } from '@/lib/storage/location'
    import { applyRetention } from '@/lib/retention/commands'
    import { systemActor } from '@/lib/auth/system'
    openDatabase(${JSON.stringify(database.url())})
    setAppSecret('a secret of the tests, long enough to be one')
    setStorageLocation({ dataDir: ${JSON.stringify(dataDir)} })
    await applyRetention(systemActor('tests'), { machineId: ${JSON.stringify(machine.machineId)}, dryRun: false }, new Date(), new AbortController().signal)`
  const packs = machine.stored('data').length
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { detached: true, stdio: 'ignore' })
  // Pruning writes what stays into new packs before it removes old ones.
  await vi.waitUntil(() => machine.stored('data').length !== packs || child.exitCode !== null, { timeout: 120_000, interval: 5 })
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await once(child, 'exit').catch(() => {})
  expect(machine.listed()).toHaveLength(1)
  expect(await machine.repositoryRow()).toMatchObject({ pruneDue: true })
  expect(await machine.restic('check', '--read-data', '--no-lock')).toContain('no errors were found')

  const again = () => applyRetention(system, { machineId: machine.machineId, dryRun: false }, NOW, never)
  expect(await again()).toEqual({ ok: false, reason: 'busy' })
  await expireLease(machine)
  const old = (Date.now() - 31 * 60_000) / 1000
  for (const lock of machine.stored('locks')) utimesSync(lock, old, old)
  expect(must(await again())).toMatchObject({ result: 'removed' })
  expect(await machine.repositoryRow()).toMatchObject({ pruneDue: false })
  expect(await machine.restic('check', '--read-data')).toContain('no errors were found')
})

async function expireLease({ machineId }: StoredMachine): Promise<void> {
  const until = new Date(Date.now() - 1000)
  await withSystem('tests', (tx) => tx.update(repositoryLeases).set({ until }).where(eq(repositoryLeases.machineId, machineId)))
}
