import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { machines, repositories } from '@/db/schema'
import { checkRepositories, checkRepository, PARTS, requestCheck } from '@/lib/checks/commands'
import { seal } from '@/lib/crypto/seal'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { applyRetention } from '@/lib/retention/commands'
import { workOn } from '@/lib/storage/lease'
import { setStorageLocation } from '@/lib/storage/location'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { DAY, HOUR, never, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

vi.setConfig({ testTimeout: RESTIC_TIMEOUT })
testDatabase()
const { dataDir, folderOf } = testStorage()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date()
const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds)
const check = async (machine: StoredMachine, at = NOW) => must(await checkRepository(system, machine.machineId, at, never)).result

async function backedUp(): Promise<StoredMachine> {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 50_000, 'b.bin': 60_000 })
  await machine.backUp({ receivedAt: later(-100 * DAY) })
  machine.files({ 'a.bin': 50_000, 'c.bin': 60_000 })
  await machine.backUp({ receivedAt: later(-DAY) })
  return machine
}

test('a whole repository passes, and is due again in a week with the next share of its data', async () => {
  const machine = await backedUp()
  expect(await check(machine)).toBe('passed')
  expect(await machine.repositoryRow()).toMatchObject({ checkedAt: NOW, checkFailure: null, checkPart: 1, checkDueAt: later(7 * DAY) })
  await setPart(machine, PARTS)
  expect(await check(machine)).toBe('passed')
  expect((await machine.repositoryRow()).checkPart).toBe(1)
})

test('of a large repository less is read at once', async () => {
  const machine = await backedUp()
  await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 4e12 }).where(eq(machines.id, machine.machineId)))
  await setPart(machine, PARTS)
  expect(await check(machine)).toBe('passed')
  expect((await machine.repositoryRow()).checkPart).toBe(PARTS + 1)
})

const setPart = ({ machineId }: StoredMachine, checkPart: number) =>
  withSystem('tests', (tx) => tx.update(repositories).set({ checkPart }).where(eq(repositories.machineId, machineId)))

test('a damaged pack is found when its share is read, freezes the history, and is read again until it is whole', async () => {
  const machine = await backedUp()
  const pack = machine.stored('data').at(-1) ?? ''
  // A pack's share goes by the first byte of its name.
  const part = (Number.parseInt(pack.split('/').at(-1)?.slice(0, 2) ?? '', 16) % PARTS) + 1
  await setPart(machine, part - 1)
  const mend = machine.damage(pack)
  expect(await check(machine)).toBe('damaged')
  const failed = { checkedAt: NOW, checkFailure: 'damaged', checkPart: part - 1, checkDueAt: later(DAY) }
  expect(await machine.repositoryRow()).toMatchObject(failed)
  expect((await machine.repositoryRow()).checkMessage).not.toBe('')
  expect(await machine.row()).toMatchObject({ retentionFrozenAt: NOW, retentionFrozenReason: 'check_failed' })
  const report = must(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, NOW, never))
  expect(report).toMatchObject({ result: 'frozen', frozenReason: 'check_failed', outlived: [{}] })
  expect(machine.listed()).toHaveLength(2)

  mend()
  expect(await check(machine, later(DAY))).toBe('passed')
  expect(await machine.repositoryRow()).toMatchObject({ checkFailure: null, checkMessage: null, checkPart: part })
  expect((await machine.row()).retentionFrozenAt).toBeNull()
  expect((await auditOf(machine.machineId)).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['machine.retention_frozen', 'machine.retention_resumed']),
  )
})

test.each(['snapshots', 'index'] as const)('damage in %s is found at once', async (kind) => {
  const machine = await backedUp()
  machine.damage(machine.stored(kind).at(-1) ?? '')
  expect(await check(machine)).toBe('damaged')
})

test('a version that cannot be read keeps everything where it is, and asks for a check', async () => {
  const machine = await backedUp()
  machine.damage(machine.stored('snapshots').at(-1) ?? '')
  rmSync(join(dataDir, 'restic', 'cache', machine.machineId), { recursive: true })
  const report = must(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, NOW, never))
  expect(report.result).toBe('unreadable')
  expect(machine.listed()).toHaveLength(2)
  expect((await machine.rows()).every(({ removedAt }) => removedAt === null)).toBe(true)
  expect((await machine.repositoryRow()).checkDueAt <= NOW).toBe(true)
})

test('a repository that the portal’s password does not open, or that is gone, is unreadable', async () => {
  const machine = await backedUp()
  const set = { repositoryPasswordSealed: seal('another') }
  await withSystem('tests', (tx) => tx.update(machines).set(set).where(eq(machines.id, machine.machineId)))
  expect(await check(machine)).toBe('unreadable')
  const gone = await backedUp()
  rmSync(folderOf(gone), { recursive: true })
  expect(await check(gone)).toBe('unreadable')
})

test('a storage that does not answer decides nothing, and the check is tried again within hours', async () => {
  const machine = await backedUp()
  setStorageLocation({ dataDir, remote: 'nowhere:backups' })
  expect(await check(machine)).toBe('undecided')
  const report = must(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, NOW, never))
  setStorageLocation({ dataDir })
  expect(report.result).toBe('failed')
  expect(await machine.repositoryRow()).toMatchObject({ checkedAt: null, checkFailure: null, checkDueAt: later(HOUR) })
  expect((await machine.row()).retentionFrozenAt).toBeNull()
})

test('the job checks what is due once, and two workers share it', async () => {
  const fleet = [await backedUp(), await backedUp()]
  await withSystem('tests', (tx) => tx.update(repositories).set({ checkDueAt: later(DAY) }))
  for (const machine of fleet) await machine.makeDue()
  const both = await Promise.all([checkRepositories(system, NOW, never), checkRepositories(system, NOW, never)])
  expect(both.flat()).toEqual(['passed', 'passed'])
  expect(await checkRepositories(system, NOW, never)).toEqual([])
})

test('a repository that somebody works on is busy', async () => {
  const machine = await backedUp()
  await workOn(system, machine.machineId, never, async () => {
    expect(await checkRepository(system, machine.machineId, NOW, never)).toEqual({ ok: false, reason: 'busy' })
  })
})

describe('asking for a check', () => {
  test('makes it due at once, audited, and once', async () => {
    const machine = await backedUp()
    await check(machine)
    must(await requestCheck(cast.alice, { machineId: machine.machineId }, later(HOUR)))
    must(await requestCheck(cast.alice, { machineId: machine.machineId }, later(2 * HOUR)))
    expect((await machine.repositoryRow()).checkDueAt).toEqual(later(HOUR))
    expect((await auditOf(machine.machineId)).filter(({ action }) => action === 'machine.check_requested')).toHaveLength(1)
  })

  test('of another reseller’s or space’s machine is a 404, without the right a 403', async () => {
    const machine = await backedUp()
    await check(machine)
    const input = { machineId: machine.machineId }
    await expect(requestCheck(cast.carol, input, NOW)).rejects.toThrow(NotFoundError)
    await expect(requestCheck(cast.bob, input, NOW)).rejects.toThrow(NotFoundError)
    await expect(requestCheck(cast.berthe, input, NOW)).rejects.toThrow(ForbiddenError)
    await expect(requestCheck(cast.alice, { machineId: 'x' }, NOW)).rejects.toThrow(NotFoundError)
    const nothing = await requestCheck(cast.alice, { machineId: cast.machines.west.machineId }, NOW)
    expect(nothing).toEqual({ ok: false, reason: 'stores_nothing' })
    expect(await withoutAudit(() => requestCheck(cast.alice, input, NOW))).toMatchObject({ cause: { code: '23514' } })
    expect((await machine.repositoryRow()).checkDueAt).toEqual(later(7 * DAY))
  })
})
