import { existsSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { deletedMachines, machines } from '@/db/schema'
import { deleteMachine } from '@/lib/machines/commands'
import { restoreMachine } from '@/lib/machines/deleted'
import { removeDeletedMachines } from '@/lib/machines/removal'
import { applyRetention } from '@/lib/retention/commands'
import { repositoryRemote, setStorageLocation } from '@/lib/storage/location'
import { resticCache } from '@/lib/storage/restic'
import { auditOf } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { DAY, never, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

vi.setConfig({ testTimeout: RESTIC_TIMEOUT })
testDatabase()
const { dataDir } = testStorage()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date()
const ago = (days: number, more = 0) => new Date(NOW.getTime() - days * DAY + more)
const isStored = ({ machineId }: StoredMachine) => existsSync(repositoryRemote(machineId))
const kept = async ({ machineId }: StoredMachine) =>
  (await withSystem('tests', (tx) => tx.select().from(deletedMachines).where(eq(deletedMachines.id, machineId))))[0]

async function deleted(at: Date): Promise<StoredMachine> {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 20_000 })
  await machine.backUp({ receivedAt: ago(3) })
  const { name } = await machine.row()
  must(await deleteMachine(cast.alice, { machineId: machine.machineId, confirmation: name }, at))
  return machine
}

test('what a deleted machine has stored goes once its history has passed since, and not before', async () => {
  const [due, early] = [await deleted(ago(90)), await deleted(ago(90, 60_000))]
  expect(await removeDeletedMachines(system, NOW, never)).toBe(1)
  expect([isStored(due), isStored(early), existsSync(resticCache(due.machineId))]).toEqual([false, true, false])
  expect([await kept(due), (await kept(early))?.removalStartedAt]).toEqual([undefined, null])
  expect((await auditOf(due.machineId)).at(-1)).toMatchObject({
    action: 'machine.data_removed',
    kind: 'system',
    resellerId: cast.resellerId,
  })
  expect(await removeDeletedMachines(system, NOW, never)).toBe(0)
})

test('one that is brought back before keeps its backups, and its history is looked after again', async () => {
  const machine = await deleted(ago(89))
  must(await restoreMachine(system, { machineId: machine.machineId, contractId: cast.contracts.west }))
  await withSystem('tests', (tx) => tx.update(machines).set({ retentionDays: 1 }).where(eq(machines.id, machine.machineId)))
  expect(await removeDeletedMachines(system, NOW, never)).toBe(0)
  const report = must(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, NOW, never))
  expect(report).toMatchObject({ result: 'kept', versions: 1 })
})

test('a storage that does not answer keeps it marked: it cannot come back, and the next run ends it', async () => {
  const machine = await deleted(ago(100))
  setStorageLocation({ dataDir, remote: 'nowhere:backups' })
  expect(await removeDeletedMachines(system, NOW, never)).toBe(0)
  setStorageLocation({ dataDir })
  expect((await kept(machine))?.removalStartedAt).toEqual(NOW)
  const back = await restoreMachine(system, { machineId: machine.machineId, contractId: cast.contracts.west })
  expect(back).toEqual({ ok: false, reason: 'data_removed' })
  expect(await removeDeletedMachines(system, NOW, never)).toBe(1)
  expect(isStored(machine)).toBe(false)
})

test('two workers remove it once', async () => {
  const machine = await deleted(ago(100))
  const both = await Promise.all([removeDeletedMachines(system, NOW, never), removeDeletedMachines(system, NOW, never)])
  expect(both.reduce((sum, count) => sum + count)).toBe(1)
  expect((await auditOf(machine.machineId)).filter(({ action }) => action === 'machine.data_removed')).toHaveLength(1)
})
