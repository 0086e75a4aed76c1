import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { machines } from '@/db/schema'
import { recordReports } from '@/lib/backups/commands'
import { addMachine } from '@/lib/machines/commands'
import { recordStoredBytes } from '@/lib/storage/commands'
import { repositoryRemote, setStorageLocation } from '@/lib/storage/location'
import { recountVolume, recountVolumes } from '@/lib/storage/recount'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId } from '@/tests/support/reports'
import { never, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'
import { bytesOnDisk } from './observed'

vi.setConfig({ testTimeout: RESTIC_TIMEOUT })
testDatabase()
const { dataDir } = testStorage()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const onDisk = ({ machineId }: StoredMachine) => bytesOnDisk(repositoryRemote(machineId))
const claim = async (machine: Parameters<typeof machineActor>[0], storedBytes: number) => {
  const at = Date.now()
  const reports = [finished(newBackupId(at), 0, at, { storedBytes })]
  for (const result of await recordReports([{ machine: await machineActor(machine), reports, receivedAt: new Date() }])) must(result)
}
const setStored = ({ machineId }: StoredMachine, storedBytes: number, storageMetered: boolean) =>
  withSystem('tests', (tx) => tx.update(machines).set({ storedBytes, storageMetered }).where(eq(machines.id, machineId)))

async function backedUp(): Promise<StoredMachine> {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 30_000 })
  await machine.backUp()
  return machine
}

test('at night every count becomes what the storage holds, whatever it was', async () => {
  const [high, low, unmetered] = [await backedUp(), await backedUp(), await backedUp()]
  await setStored(high, 9e12, true)
  await setStored(low, 1, true)
  await setStored(unmetered, 777, false)
  const gone = await backedUp()
  rmSync(repositoryRemote(gone.machineId), { recursive: true })
  expect(await recountVolumes(system, never)).toBe(4)
  for (const machine of [high, low, unmetered]) {
    expect(await machine.row()).toMatchObject({ storedBytes: onDisk(machine), storageMetered: true })
  }
  expect((await gone.row()).storedBytes).toBe(0)
})

test('a machine that has stored nothing here keeps its agent’s claim; a claim counts no more once it has', async () => {
  const added = must(await addMachine(system, { contractId: cast.contracts.west, name: 'PC elsewhere' }))
  await claim(added, 4_242)
  await recountVolume(system, added.machineId)
  const read = async () => (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, added.machineId))))[0]
  expect(await read()).toMatchObject({ storedBytes: 4_242, storageMetered: false })
  await recordStoredBytes([{ machineId: added.machineId, bytes: 100 }])
  await claim(added, 9_999_999)
  expect(await read()).toMatchObject({ storedBytes: 100, storageMetered: true })
})

test('locks are no volume', async () => {
  const machine = await backedUp()
  appendFileSync(join(repositoryRemote(machine.machineId, 'locks'), 'f'.repeat(64)), 'x'.repeat(5_000))
  expect(await recountVolume(system, machine.machineId)).toBe(true)
  expect((await machine.row()).storedBytes).toBe(onDisk(machine))
})

test('what comes in while it is counted is not lost: the gateway’s count stands until the next night', async () => {
  const machine = await backedUp()
  await setStored(machine, 500, true)
  const recounting = recountVolume(system, machine.machineId)
  await recordStoredBytes([{ machineId: machine.machineId, bytes: 50 }])
  // Whichever was first: never the recount over an upload that came in meanwhile.
  const right = await recounting
  expect(right ? [onDisk(machine), onDisk(machine) + 50] : [550]).toContain((await machine.row()).storedBytes)
})

test('a storage that does not answer changes nothing', async () => {
  const machine = await backedUp()
  const before = await machine.row()
  setStorageLocation({ dataDir, remote: 'nowhere:backups' })
  expect([await recountVolume(system, machine.machineId), await recountVolumes(system, never)]).toEqual([false, 0])
  setStorageLocation({ dataDir })
  expect(await machine.row()).toEqual(before)
})
