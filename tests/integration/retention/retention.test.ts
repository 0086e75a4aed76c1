import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { auditEvents, resellers } from '@/db/schema'
import { addContract, reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { setMachineRetention } from '@/lib/machines/commands'
import { applyRetention, tendRepositories } from '@/lib/retention/commands'
import { workOn } from '@/lib/storage/lease'
import { auditOf } from '@/tests/support/audit'
import { addOnlineReseller, type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { DAY, HOUR, never, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

vi.setConfig({ testTimeout: RESTIC_TIMEOUT })
testDatabase()
testStorage()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date()
const ago = (days: number) => new Date(NOW.getTime() - days * DAY)
const visit = async (machine: StoredMachine, dryRun = false) =>
  must(await applyRetention(system, { machineId: machine.machineId, dryRun }, NOW, never))

/** A machine with a version for each age in days, oldest first; answers their ids. */
async function aged(contractId: string, ...ages: number[]): Promise<{ machine: StoredMachine; ids: string[] }> {
  const machine = await StoredMachine.make(contractId)
  const ids: string[] = []
  for (const age of ages) {
    machine.files({ 'kept.bin': 40_000, [`day-${age}.bin`]: 30_000 })
    ids.push(await machine.backUp({ receivedAt: ago(age), outcome: 'success' }))
  }
  return { machine, ids }
}

test('versions older than the history go, by their ids, and the space that they alone took with them', async () => {
  const { machine, ids } = await aged(cast.contracts.west, 200, 91, 89, 1)
  const before = (await machine.row()).storedBytes
  const report = await visit(machine)
  expect(report).toMatchObject({ result: 'removed', versions: 4, outlived: [{ id: ids[0] }, { id: ids[1] }] })
  expect(machine.listed().sort()).toEqual([ids[2], ids[3]].sort())
  expect(await machine.restic('check', '--read-data')).toContain('no errors were found')
  expect((await machine.row()).storedBytes).toBeLessThan(before - 50_000)
  expect((await machine.rows()).filter(({ removedAt }) => removedAt).map(({ id }) => id)).toEqual(expect.arrayContaining([ids[0], ids[1]]))
  expect(await machine.repositoryRow()).toMatchObject({ pruneDue: false, visitedAt: NOW })
  expect((await auditOf(machine.machineId)).at(-1)).toMatchObject({ action: 'machine.versions_removed', kind: 'system' })
  expect(await visit(machine)).toMatchObject({ result: 'kept', versions: 2 })
})

test('what went is freed once a week, though versions go each day', async () => {
  const { machine, ids } = await aged(cast.contracts.west, 91, 89.5, 1)
  const visitAfter = async (days: number) =>
    must(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, ago(-days), never))
  expect(await visitAfter(0)).toMatchObject({ result: 'removed', outlived: [{ id: ids[0] }] })
  const before = machine.stored('data').length
  expect(await visitAfter(1)).toMatchObject({ result: 'removed', outlived: [{ id: ids[1] }] })
  expect(machine.listed()).toEqual([ids[2]])
  expect(machine.stored('data')).toHaveLength(before)
  expect(await visitAfter(2)).toMatchObject({ result: 'kept' })
  expect(await visitAfter(7)).toMatchObject({ result: 'removed', outlived: [] })
  expect(machine.stored('data').length).toBeLessThan(before)
  expect(await machine.repositoryRow()).toMatchObject({ pruneDue: false, prunedAt: ago(-7) })
})

test('a dry run says what would go, and nothing goes', async () => {
  const { machine, ids } = await aged(cast.contracts.west, 100, 95, 2)
  expect(await visit(machine, true)).toMatchObject({ result: 'removed', outlived: [{ id: ids[0] }, { id: ids[1] }] })
  expect(machine.listed()).toHaveLength(3)
  expect((await machine.rows()).every(({ removedAt }) => removedAt === null)).toBe(true)
})

test('the history is the machine’s own', async () => {
  const { machine, ids } = await aged(cast.contracts.west, 20, 8, 1)
  must(await setMachineRetention(system, { machineId: machine.machineId, retentionDays: 7 }, NOW))
  expect(await visit(machine)).toMatchObject({ result: 'removed' })
  expect(machine.listed()).toEqual([ids[2]])
})

test('the product online keeps 90 days, whatever the contract says', async () => {
  const { spaceId } = await addOnlineReseller()
  const terms = { clientEmail: 'c@example.test', clientLocale: 'fr' as const, subscribedBytes: 1e9, machineLimit: null, retentionDays: 5 }
  const { contractId } = must(await addContract(system, { ...terms, spaceId, title: 'Fixed' }))
  const { machine, ids } = await aged(contractId, 91, 60, 1)
  expect(await visit(machine)).toMatchObject({ outlived: [{ id: ids[0] }] })
  expect(machine.listed()).toHaveLength(2)
})

test('the last good version stays for ever, beside the last one', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 50_000 })
  await machine.backUp({ receivedAt: ago(900), outcome: 'success' })
  const good = await machine.backUp({ receivedAt: ago(800), outcome: 'success' })
  await machine.backUp({ receivedAt: ago(700), outcome: 'partial' })
  const last = await machine.backUp({ receivedAt: ago(600), outcome: 'partial' })
  await visit(machine)
  expect(machine.listed().sort()).toEqual([good, last].sort())
  expect(await visit(machine)).toMatchObject({ result: 'kept' })
})

test('the server’s time counts alone: claimed times neither remove nor keep', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 50_000 })
  const [old] = [await machine.backUp({ receivedAt: ago(100), claimedAt: new Date('2035-01-01T00:00:00Z') })]
  const young = await machine.backUp({ receivedAt: ago(10), claimedAt: new Date('2001-01-01T00:00:00Z') })
  const last = await machine.backUp({ receivedAt: ago(1) })
  await visit(machine)
  expect(machine.listed().sort()).toEqual([young, last].sort())
  expect(old).toBeDefined()
})

test('a suspended contract’s data stays, also what would have gone; afterwards it goes', async () => {
  const spaceId = cast.spaces.west
  const terms = { clientEmail: 'c@example.test', clientLocale: 'fr' as const, subscribedBytes: 1e9, machineLimit: null, retentionDays: 90 }
  const { contractId } = must(await addContract(system, { ...terms, spaceId, title: 'Paused' }))
  const { machine } = await aged(contractId, 120, 2)
  must(await suspendContract(system, contractId, NOW))
  expect(await visit(machine)).toMatchObject({ result: 'suspended' })
  expect(machine.listed()).toHaveLength(2)
  must(await reactivateContract(system, contractId, NOW))
  expect(await visit(machine)).toMatchObject({ result: 'removed' })
  expect(machine.listed()).toHaveLength(1)
})

test('a suspended reseller’s data stays too', async () => {
  const { machine } = await aged(cast.contracts.carols, 120, 2)
  const suspend = (suspendedAt: Date | null) =>
    withSystem('tests', (tx) =>
      tx.update(resellers).set({ suspendedAt }).where(eq(resellers.id, cast.carol.resellerId)).returning({ id: resellers.id }),
    )
  await suspend(NOW)
  expect(await visit(machine)).toMatchObject({ result: 'suspended' })
  await suspend(null)
  expect(machine.listed()).toHaveLength(2)
})

describe('the job', () => {
  test('visits what is due, once, and plans the next visit a day later', async () => {
    const { machine, ids } = await aged(cast.contracts.west, 150, 1)
    await machine.makeDue()
    const reports = await tendRepositories(system, NOW, never)
    expect(reports.find(({ machineId }) => machineId === machine.machineId)).toMatchObject({ result: 'removed' })
    expect(machine.listed()).toEqual([ids[1]])
    expect((await machine.repositoryRow()).visitDueAt).toEqual(new Date(NOW.getTime() + DAY))
    expect(await tendRepositories(system, NOW, never)).toEqual([])
  })

  test('run by two workers visits each machine once', async () => {
    const fleet = await Promise.all([aged(cast.contracts.west, 1), aged(cast.contracts.west, 1), aged(cast.contracts.west, 1)])
    for (const { machine } of fleet) await machine.makeDue()
    const both = await Promise.all([tendRepositories(system, NOW, never), tendRepositories(system, NOW, never)])
    const visited = both.flat().map(({ machineId }) => machineId)
    expect(visited.sort()).toEqual(fleet.map(({ machine }) => machine.machineId).sort())
  })

  test('leaves a machine alone that somebody works on, and says busy on the command line', async () => {
    const { machine } = await aged(cast.contracts.west, 150, 1)
    await machine.makeDue()
    await workOn(system, machine.machineId, never, async () => {
      expect(await tendRepositories(system, NOW, never)).toEqual([])
      expect(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, NOW, never)).toEqual({
        ok: false,
        reason: 'busy',
      })
    })
    expect(machine.listed()).toHaveLength(2)
    expect(await tendRepositories(system, NOW, never)).toHaveLength(1)
  })

  test('that is stopped begins nothing more and says so', async () => {
    const { machine } = await aged(cast.contracts.west, 150, 1)
    await machine.makeDue()
    expect(await tendRepositories(system, NOW, AbortSignal.abort())).toEqual([])
    expect(machine.listed()).toHaveLength(2)
  })

  test('comes back within the hour where a version came in meanwhile', async () => {
    const { machine } = await aged(cast.contracts.west, 1)
    await visit(machine)
    await machine.backUp()
    expect((await machine.repositoryRow()).visitDueAt).toEqual(new Date(NOW.getTime() + HOUR))
  })
})

test('a machine that stores nothing here has nothing to be removed', async () => {
  const { machineId } = cast.machines.west
  expect(await applyRetention(system, { machineId, dryRun: true }, NOW, never)).toEqual({ ok: false, reason: 'stores_nothing' })
  await expect(applyRetention(system, { machineId: 'nobody', dryRun: true }, NOW, never)).rejects.toThrow('machine not found')
})

test('versions that are gone without the portal’s doing are marked and audited', async () => {
  const { machine, ids } = await aged(cast.contracts.west, 3, 2, 1)
  await machine.restic('forget', ids[0] ?? '')
  expect(await visit(machine)).toMatchObject({ result: 'kept', versions: 2 })
  const [event] = await withSystem('tests', (tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.action, 'machine.versions_removed')).limit(1),
  )
  expect(event).toBeDefined()
  expect((await machine.rows()).find(({ id }) => id === ids[0])?.removedAt).toEqual(NOW)
})
