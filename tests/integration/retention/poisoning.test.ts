import { rmSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { auditEvents, machines } from '@/db/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { applyRetention, releaseRetention } from '@/lib/retention/commands'
import { getRetentionState } from '@/lib/retention/queries'
import { releaseRetentionSchema } from '@/lib/retention/schema'
import { resticCache } from '@/lib/storage/restic'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
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
const GOOD = { 'books/2025.bin': 60_000, 'books/2026.bin': 60_000, 'letter.bin': 5_000 }

/** A machine that was good for long and then backs up emptiness. */
async function hijacked(): Promise<{ machine: StoredMachine; good: string[] }> {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files(GOOD)
  const good = [await machine.backUp({ receivedAt: ago(200), outcome: 'success' }), await machine.backUp({ receivedAt: ago(95) })]
  machine.files({})
  await machine.backUp({ receivedAt: ago(2), outcome: 'success' })
  return { machine, good }
}

test('a client that backs up emptiness does not age the good versions away, however often it does', async () => {
  const { machine, good } = await hijacked()
  expect(await visit(machine)).toMatchObject({ result: 'frozen', frozenReason: 'shrunk', outlived: good.map((id) => ({ id })) })
  await machine.backUp({ receivedAt: ago(1), outcome: 'success' })
  await machine.backUp({ receivedAt: NOW, outcome: 'success' })
  expect(await visit(machine)).toMatchObject({ result: 'frozen' })
  expect(machine.listed()).toEqual(expect.arrayContaining(good))
  const events = (await auditOf(machine.machineId)).filter(({ action }) => action === 'machine.retention_frozen')
  expect(events).toHaveLength(1)
  expect(await machine.row()).toMatchObject({
    retentionFrozenAt: NOW,
    retentionFrozenReason: 'shrunk',
    retentionFrozenDetail: { filesAfter: expect.any(Number), bytesBefore: 125_000, bytesAfter: 0 },
  })
})

test('what its agent says of the empty versions counts for nothing: the portal counts itself', async () => {
  const { machine } = await hijacked()
  const boast = { filesNew: 9_000, bytesProcessed: 9e12 }
  const last = (await machine.rows()).find(({ receivedAt }) => receivedAt.getTime() === ago(2).getTime())?.id
  await machine.report((last ?? '').slice(0, 8), NOW, 'success', boast)
  expect(await visit(machine)).toMatchObject({ result: 'frozen', frozenReason: 'shrunk' })
})

test('versions claimed in every month, as restic’s own rules would keep them, push no good one out', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files(GOOD)
  const good = await machine.backUp({ receivedAt: ago(95), outcome: 'success' })
  await machine.backUp({ receivedAt: ago(3), outcome: 'success' })
  for (const months of [1, 2, 3]) await machine.backUp({ receivedAt: ago(1), claimedAt: ago(30 * months) })
  expect(await visit(machine)).toMatchObject({ result: 'frozen', frozenReason: 'clock', outlived: [{ id: good }] })
  expect(machine.listed()).toContain(good)
  expect((await machine.row()).retentionFrozenDetail).toEqual({ wrong: 3, of: 5, hours: 24 * 89 })
})

test('an open page hears of it, however long the visit took', async () => {
  const { machine } = await hijacked()
  const began = new Date(Date.now() - HOUR)
  must(await applyRetention(system, { machineId: machine.machineId, dryRun: false }, began, never))
  const { retentionFrozenAt, changedAt } = await machine.row()
  expect(retentionFrozenAt).toEqual(began)
  expect(changedAt.getTime()).toBeGreaterThan(Date.now() - HOUR / 2)
})

test('a dry run freezes nothing', async () => {
  const { machine } = await hijacked()
  expect(await visit(machine, true)).toMatchObject({ result: 'frozen' })
  expect((await machine.row()).retentionFrozenAt).toBeNull()
})

test('a machine that is itself again goes on by itself, audited', async () => {
  const { machine, good } = await hijacked()
  await visit(machine)
  machine.files(GOOD)
  await machine.backUp({ receivedAt: ago(1), outcome: 'success' })
  expect(await visit(machine)).toMatchObject({ result: 'removed' })
  expect(machine.listed()).not.toContain(good[0])
  expect(await machine.row()).toMatchObject({ retentionFrozenAt: null, retentionFrozenReason: null, retentionFrozenDetail: null })
  expect((await auditOf(machine.machineId)).map(({ action }) => action)).toContain('machine.retention_resumed')
})

test('nothing goes while the newest versions could not be counted', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files(GOOD)
  await machine.backUp({ receivedAt: ago(95) })
  await machine.backUp({ receivedAt: ago(94) })
  machine.files({ 'other.bin': 100 })
  const last = await machine.backUp({ receivedAt: ago(1) })
  for (const path of machine.stored('data').slice(-2)) machine.damage(path)
  rmSync(resticCache(machine.machineId), { recursive: true })
  expect((await visit(machine)).result).toMatch(/unmeasured|unreadable/)
  expect(machine.listed()).toHaveLength(3)
  expect(machine.listed()).toContain(last)
  expect((await machine.repositoryRow()).checkDueAt <= NOW).toBe(true)
})

describe('releasing', () => {
  const frozen = async () => {
    const { machine } = await hijacked()
    await visit(machine)
    return machine
  }
  const release = (machine: StoredMachine, reason = 'The client has moved to another computer.') => ({
    machineId: machine.machineId,
    reason,
  })

  test('lets the history go on from what the machine is now, with the reason kept', async () => {
    const machine = await frozen()
    must(await releaseRetention(cast.alice, release(machine), NOW))
    expect(await visit(machine)).toMatchObject({ result: 'removed' })
    expect(await visit(machine)).toMatchObject({ result: 'kept' })
    const [event] = await withSystem('tests', (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, 'machine.retention_released')),
    )
    expect(event).toMatchObject({ actorName: 'alice', detail: { reason: release(machine).reason, frozen: 'shrunk', bytesBefore: 125_000 } })
  })

  test('of a machine of another reseller or space is a 404, without the right a 403, and nothing moves', async () => {
    const machine = await frozen()
    await expect(releaseRetention(cast.carol, release(machine), NOW)).rejects.toThrow(NotFoundError)
    await expect(releaseRetention(cast.bob, release(machine), NOW)).rejects.toThrow(NotFoundError)
    await expect(releaseRetention(cast.berthe, release(machine), NOW)).rejects.toThrow(ForbiddenError)
    await expect(releaseRetention(cast.alice, { machineId: 'x', reason: 'x' }, NOW)).rejects.toThrow(NotFoundError)
    expect(await withoutAudit(() => releaseRetention(cast.alice, release(machine), NOW))).toMatchObject({ cause: { code: '23514' } })
    expect((await machine.row()).retentionFrozenAt).toEqual(NOW)
  })

  test('of a machine that is not frozen, or whose check fails, is refused', async () => {
    const machine = await StoredMachine.make(cast.contracts.west)
    expect(await releaseRetention(cast.alice, release(machine), NOW)).toEqual({ ok: false, reason: 'not_frozen' })
    const set = { retentionFrozenAt: NOW, retentionFrozenReason: 'check_failed' as const }
    await withSystem('tests', (tx) => tx.update(machines).set(set).where(eq(machines.id, machine.machineId)))
    expect(await releaseRetention(cast.alice, release(machine), NOW)).toEqual({ ok: false, reason: 'check_failed' })
  })

  test('takes a reason on one line', () => {
    const { machineId } = cast.machines.west
    for (const reason of ['', '   ', 'x'.repeat(501), 'a\nb', 'a\u0000b']) {
      expect(releaseRetentionSchema.safeParse({ machineId, reason }).success, reason).toBe(false)
    }
    expect(releaseRetentionSchema.parse({ machineId, reason: ' moved ' }).reason).toBe('moved')
  })
})

test('how the history stands is told to who sees the machine, and to nobody else', async () => {
  const { machine } = await hijacked()
  await visit(machine)
  expect(await getRetentionState(cast.berthe, machine.machineId, NOW)).toMatchObject({
    frozenReason: 'shrunk',
    versions: 3,
    oldestAt: ago(200),
    checkedAt: null,
  })
  await expect(getRetentionState(cast.carol, machine.machineId, NOW)).rejects.toThrow(NotFoundError)
  await expect(getRetentionState(cast.bob, machine.machineId, NOW)).rejects.toThrow(NotFoundError)
  await expect(getRetentionState(cast.alice, 'x', NOW)).rejects.toThrow(NotFoundError)
  expect(await getRetentionState(cast.bob, cast.machines.east.machineId, NOW)).toMatchObject({
    versions: 0,
    oldestAt: null,
    checkDue: false,
  })
})
