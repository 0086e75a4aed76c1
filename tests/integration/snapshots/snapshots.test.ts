import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { freePort } from '@/db/postmaster'
import { repositories, snapshots } from '@/db/schema'
import { NotFoundError } from '@/lib/errors'
import { measureSnapshots, observeSnapshots, type SnapshotOwner } from '@/lib/snapshots/commands'
import { countSnapshots, listSnapshots } from '@/lib/snapshots/queries'
import { listedSnapshotsSchema } from '@/lib/snapshots/schema'
import { recordStoredBytes } from '@/lib/storage/commands'
import { createGateway, type Gateway } from '@/lib/storage/gateway'
import { type StorageNode, startStorageNode } from '@/lib/storage/rclone'
import { testServer } from '@/tests/support/agent-door'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { DAY, HOUR, never, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

vi.setConfig({ testTimeout: RESTIC_TIMEOUT })
testDatabase()
const { dataDir } = testStorage()
const HOST = 'localhost'
let cast: Cast
let node: StorageNode
let gateway: Gateway
const server = testServer(() => (request, response) => gateway.handle(request, response))
const newGateway = () => createGateway({ node, technicalHosts: [HOST], clientAddress: () => null })

beforeAll(async () => {
  cast = await makeCast()
  node = await startStorageNode({ dataDir, port: await freePort() })
  await vi.waitUntil(() => node.state() === 'up', { timeout: 20_000 })
  gateway = newGateway()
})
afterAll(async () => {
  await gateway.flush()
  await node.stop()
})

const NOW = new Date()
const owner = async (machine: StoredMachine): Promise<SnapshotOwner> => {
  const { name, resellerId, spaceId } = await machine.row()
  return { ...machine.repository, name, resellerId, spaceId }
}
const observe = async (machine: StoredMachine, at = NOW) => must(await observeSnapshots(system, await owner(machine), at, never))
const set = (machine: StoredMachine, id: string, facts: Partial<typeof snapshots.$inferInsert>) =>
  withSystem('tests', (tx) =>
    tx
      .update(snapshots)
      .set(facts)
      .where(and(eq(snapshots.machineId, machine.machineId), eq(snapshots.id, id))),
  )
const forgetRows = (machine: StoredMachine) =>
  withSystem('tests', (tx) => tx.delete(snapshots).where(eq(snapshots.machineId, machine.machineId)))

test('a snapshot that comes through the gateway is noted with the server’s time, whatever its client claims', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 1_000 })
  const { machineId, identificationKey } = machine.cast
  const env = {
    ...process.env,
    RESTIC_REPOSITORY: `rest:http://${machineId}:${identificationKey}@${HOST}:${server.port()}/storage/${machineId}/`,
    RESTIC_PASSWORD: machine.repository.repositoryPassword,
    RESTIC_CACHE_DIR: join(dataDir, 'agent-cache'),
  }
  const before = Date.now()
  await promisify(execFile)('restic', ['backup', '--time=2001-02-03 04:05:06', machine.source], { env })
  await gateway.flush()
  gateway = newGateway()
  const [row] = await machine.rows()
  expect(row).toMatchObject({ id: machine.listed()[0], seenBy: 'gateway', claimedAt: null, removedAt: null })
  expect(row?.receivedAt.getTime()).toBeGreaterThanOrEqual(before)
  expect((await machine.repositoryRow()).visitDueAt.getTime()).toBeLessThanOrEqual(Date.now())
})

test('one that comes back after it was removed counts from now on; one that is there keeps its time', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 1_000 })
  const old = new Date(NOW.getTime() - 50 * DAY)
  const id = await machine.backUp({ receivedAt: old })
  const again = () => recordStoredBytes([{ machineId: machine.machineId, bytes: 1, snapshotId: id }])
  await again()
  expect((await machine.rows())[0]?.receivedAt).toEqual(old)
  await set(machine, id, { removedAt: NOW })
  await again()
  expect((await machine.rows())[0]).toMatchObject({ removedAt: null })
  expect((await machine.rows())[0]?.receivedAt.getTime()).toBeGreaterThan(old.getTime())
})

test('a machine that was deleted meanwhile is left out, and the others of the batch are noted', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  const stored = { bytes: 1, snapshotId: 'a'.repeat(64) }
  await recordStoredBytes([
    { machineId: '019a0000-0000-7000-8000-000000000009', ...stored },
    { machineId: machine.machineId, ...stored },
    { machineId: machine.machineId, ...stored },
  ])
  expect(await machine.rows()).toHaveLength(1)
})

describe('a look into the repository', () => {
  test('finds what was not noted: received when its report came, or now', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    machine.files({ 'a.bin': 1_000 })
    const reported = new Date(NOW.getTime() - 9 * DAY)
    const first = await machine.backUp({ receivedAt: reported, outcome: 'success' })
    const second = await machine.backUp({ claimedAt: new Date('2010-01-01T00:00:00Z') })
    await forgetRows(machine)
    expect(await observe(machine)).toEqual({ present: 2, unreadable: 0 })
    const rows = new Map((await machine.rows()).map((row) => [row.id, row]))
    expect(rows.get(first)).toMatchObject({ receivedAt: reported, seenBy: 'repository', paths: [machine.source] })
    expect(rows.get(second)).toMatchObject({ receivedAt: NOW, claimedAt: new Date('2010-01-01T00:00:00Z') })
  })

  test('run again changes no time, and takes back what was marked removed and is there', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    machine.files({ 'a.bin': 1_000 })
    const receivedAt = new Date(NOW.getTime() - 5 * DAY)
    const id = await machine.backUp({ receivedAt })
    await set(machine, id, { removedAt: NOW })
    await observe(machine)
    await observe(machine, new Date(NOW.getTime() + HOUR))
    expect(await machine.rows()).toMatchObject([{ receivedAt, removedAt: null, seenBy: 'gateway' }])
  })

  test('marks what is gone, but not what came in while it looked', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    machine.files({ 'a.bin': 1_000 })
    await machine.backUp()
    const noted = (id: string) => recordStoredBytes([{ machineId: machine.machineId, bytes: 1, snapshotId: id.repeat(64) }])
    await noted('a')
    await noted('b')
    await set(machine, 'a'.repeat(64), { receivedAt: new Date(NOW.getTime() - HOUR) })
    await observe(machine)
    const removed = (await machine.rows()).filter(({ removedAt }) => removedAt).map(({ id }) => id)
    expect(removed).toEqual(['a'.repeat(64)])
  })

  test('counts files and bytes in the repository itself', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    machine.files({ 'a.bin': 1_000, 'b.bin': 2_500 })
    await machine.backUp()
    await measureSnapshots(system, await owner(machine), NOW, never)
    const [row] = await machine.rows()
    expect(row?.bytes).toBe(3_500)
    expect(row?.files).toBeGreaterThanOrEqual(2)
  })

  test('believes no figure that a client made up', () => {
    const listed = { id: 'a'.repeat(64), time: '2026-01-01T00:00:00Z' }
    const read = (facts: object) => listedSnapshotsSchema.parse([{ ...listed, ...facts }])[0]
    expect(read({})).toEqual({ ...listed, time: '2026-01-01T00:00:00.000Z', hostname: '', paths: [] })
    for (const time of ['soon', '+272000-01-01T00:00:00Z', '-000044-03-15T00:00:00Z']) expect(read({ time })?.time, time).toBeNull()
    expect(read({ hostname: `a\u0000${'b'.repeat(5000)}`, paths: null })).toMatchObject({ hostname: `a${'b'.repeat(4095)}`, paths: [] })
    expect(listedSnapshotsSchema.safeParse([{ ...listed, id: '../../etc' }]).success).toBe(false)
  })
})

describe('the versions of a machine', () => {
  test('are listed newest first with what their agent told, without removed ones', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    machine.files({ 'a.bin': 1_000 })
    const at = (days: number) => new Date(NOW.getTime() - days * DAY)
    const ids = [await machine.backUp({ receivedAt: at(3), outcome: 'success' }), await machine.backUp({ receivedAt: at(2) })]
    const gone = await machine.backUp({ receivedAt: at(1) })
    await set(machine, gone, { removedAt: NOW })
    const rows = await listSnapshots(cast.alice, machine.machineId)
    expect(rows.map(({ id }) => id)).toEqual([ids[1], ids[0]])
    expect(rows[1]).toMatchObject({ at: at(3), backupId: expect.any(String), files: 0 })
    expect(rows[0]).toMatchObject({ backupId: null, files: null })
    expect(await countSnapshots(cast.alice, machine.machineId)).toEqual({ count: 2, oldestAt: at(3) })
  })

  test('are nobody’s outside the reseller and the space', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    machine.files({ 'a.bin': 1_000 })
    await machine.backUp()
    for (const actor of [cast.carol, cast.bob]) {
      expect(await listSnapshots(actor, machine.machineId)).toEqual([])
      expect(await countSnapshots(actor, machine.machineId)).toEqual({ count: 0, oldestAt: null })
    }
    expect(await listSnapshots(cast.berthe, machine.machineId)).toHaveLength(1)
    await expect(async () => listSnapshots(cast.alice, 'x')).rejects.toThrow(NotFoundError)
  })

  test('and their repositories are the portal’s alone to write', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    machine.files({ 'a.bin': 1_000 })
    await machine.backUp()
    const denied = { cause: { code: '42501' } }
    const asAlice = (work: Parameters<typeof withActor<unknown>>[1]) => withActor(cast.alice, work)
    await expect(asAlice((tx) => tx.delete(snapshots))).rejects.toMatchObject(denied)
    await expect(asAlice((tx) => tx.update(snapshots).set({ removedAt: NOW }))).rejects.toMatchObject(denied)
    await expect(asAlice((tx) => tx.update(repositories).set({ checkedAt: NOW }))).rejects.toMatchObject(denied)
    await expect(asAlice((tx) => tx.delete(repositories))).rejects.toMatchObject(denied)
  })
})
