import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { deletedMachines, machines } from '@/db/schema'
import { authenticateMachine } from '@/lib/agent-api/authenticate'
import type { UserActor } from '@/lib/auth/types'
import { addContract } from '@/lib/contracts/commands'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import {
  addMachine,
  commentMachine,
  deleteMachine,
  renewIdentificationKey,
  revealIdentificationKey,
  setMachineAlert,
  setMachineMissedAfter,
  setMachineRetention,
} from '@/lib/machines/commands'
import { commentMachineSchema, setMachineAlertSchema, setMachineMissedAfterSchema, setMachineRetentionSchema } from '@/lib/machines/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { addOnlineReseller, type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const stored = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, id))))[0]

type Change = (actor: UserActor, machineId: string) => Promise<unknown>
const changes: [name: string, change: Change][] = [
  ['turning an alert', (actor, machineId) => setMachineAlert(actor, { machineId, alert: 'backup', on: true }, NOW)],
  ['setting the history', (actor, machineId) => setMachineRetention(actor, { machineId, retentionDays: 7 }, NOW)],
  ['setting the threshold', (actor, machineId) => setMachineMissedAfter(actor, { machineId, days: 9 }, NOW)],
  ['commenting', (actor, machineId) => commentMachine(actor, { machineId, comment: 'hello' }, NOW)],
  ['reading the key', (actor, machineId) => revealIdentificationKey(actor, machineId)],
  ['renewing the key', (actor, machineId) => renewIdentificationKey(actor, machineId, NOW)],
  ['deleting', (actor, machineId) => deleteMachine(actor, { machineId, confirmation: 'PC-1' }, NOW)],
]

describe.each(changes)('%s', (_, change) => {
  test('of a machine of another reseller is a 404', async () => {
    await expect(change(cast.carol, cast.machines.west.machineId)).rejects.toThrow(NotFoundError)
  })

  test('of a machine of another space is a 404', async () => {
    await expect(change(cast.bob, cast.machines.west.machineId)).rejects.toThrow(NotFoundError)
    await expect(change(cast.berthe, cast.machines.east.machineId)).rejects.toThrow(NotFoundError)
  })

  test.each(['', 'PC-1', '019a0000-0000-7000-8000-000000000001'])('of a machine named %j is a 404', async (id) => {
    await expect(change(cast.alice, id)).rejects.toThrow(NotFoundError)
  })

  test('that cannot be audited does not happen', async () => {
    const before = await stored(cast.machines.west.machineId)
    expect(await withoutAudit(() => change(cast.alice, cast.machines.west.machineId))).toMatchObject({ cause: { code: '23514' } })
    expect(await stored(cast.machines.west.machineId)).toEqual(before)
  })
})

test('each alert turns by itself, and back', async () => {
  const { machineId } = cast.machines.west
  await setMachineAlert(cast.alice, { machineId, alert: 'backup', on: true }, NOW)
  await setMachineAlert(cast.alice, { machineId, alert: 'missed', on: false }, NOW)
  expect(await stored(machineId)).toMatchObject({ backupAlert: true, missedAlert: false, changedAt: NOW })
  await setMachineAlert(cast.alice, { machineId, alert: 'missed', on: true }, NOW)
  expect(await stored(machineId)).toMatchObject({ backupAlert: true, missedAlert: true })
  expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.alert_set', by: 'alice', subject: 'PC-1' })
})

test('the history is the machine’s own, except where the product fixes it', async () => {
  const { machineId } = cast.machines.west
  must(await setMachineRetention(cast.alice, { machineId, retentionDays: 30 }, NOW))
  expect((await stored(machineId))?.retentionDays).toBe(30)
  expect((await auditOf(machineId)).at(-1)?.detail).toEqual({ retentionDays: { before: 90, after: 30 } })

  const { spaceId } = await addOnlineReseller()
  const terms = { clientEmail: 'c@example.test', clientLocale: 'fr' as const, subscribedBytes: 1e9, machineLimit: null, retentionDays: 90 }
  const { contractId } = must(await addContract(system, { ...terms, spaceId, title: 'Fixed' }))
  const fixed = must(await addMachine(system, { contractId, name: 'PC-1' }))
  const refusal = await setMachineRetention(system, { machineId: fixed.machineId, retentionDays: 30 }, NOW)
  expect(refusal).toEqual({ ok: false, reason: 'fixed_by_product' })
  expect((await stored(fixed.machineId))?.retentionDays).toBe(90)
})

test('the threshold is the machine’s own until it is given back', async () => {
  const { machineId } = cast.machines.west
  await setMachineMissedAfter(cast.alice, { machineId, days: 9 }, NOW)
  expect((await stored(machineId))?.missedAfterDays).toBe(9)
  await setMachineMissedAfter(cast.alice, { machineId, days: null }, NOW)
  expect((await stored(machineId))?.missedAfterDays).toBeNull()
  expect((await auditOf(machineId)).at(-1)?.detail).toEqual({ days: { before: 9, after: null } })
})

test('a comment takes the right; an empty one removes it', async () => {
  const { machineId } = cast.machines.east
  await expect(commentMachine(cast.bob, { machineId, comment: 'mine' }, NOW)).rejects.toThrow(ForbiddenError)
  await commentMachine(cast.alice, { machineId, comment: 'Mrs Martin, floor 2' }, NOW)
  expect((await stored(machineId))?.comment).toBe('Mrs Martin, floor 2')
  await commentMachine(cast.alice, { machineId, comment: '' }, NOW)
  expect((await stored(machineId))?.comment).toBeNull()
})

test('the key is the one that was given out, and each reading is audited', async () => {
  const { machineId, identificationKey } = cast.machines.east
  expect(await revealIdentificationKey(cast.bob, machineId)).toBe(identificationKey)
  expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.key_revealed', by: 'bob', address: '203.0.113.7' })
})

test('the key of a machine that has backups, which it opens, takes the right to restore', async () => {
  const { machineId, identificationKey } = cast.machines.east
  for (const stored of [{ lastBackupAt: NOW }, { lastBackupAt: null, storedBytes: 1 }]) {
    await withSystem('tests', (tx) => tx.update(machines).set(stored).where(eq(machines.id, machineId)))
    await expect(revealIdentificationKey(cast.bob, machineId)).rejects.toThrow(ForbiddenError)
    expect(await revealIdentificationKey(cast.alice, machineId)).toBe(identificationKey)
  }
})

test('a renewed key is the only one that is answered, and opens the same backups', async () => {
  const { machineId, identificationKey } = must(await addMachine(system, { contractId: cast.contracts.east, name: 'PC-LEAK' }))
  const before = await stored(machineId)
  const renewed = await renewIdentificationKey(cast.bob, machineId, NOW)
  const as = (key: string) => authenticateMachine('admin.alpine.test', key, { technicalHosts: [], address: null })
  await expect(as(identificationKey)).rejects.toMatchObject({ code: 'unknown_key' })
  expect((await as(renewed)).machineId).toBe(machineId)
  expect(await revealIdentificationKey(cast.bob, machineId)).toBe(renewed)
  expect(await stored(machineId)).toMatchObject({
    keySuffix: renewed.slice(-4),
    repositoryPasswordSealed: before?.repositoryPasswordSealed,
    changedAt: NOW,
  })
  expect((await auditOf(machineId)).map(({ action }) => action)).toContain('machine.key_renewed')
  await withSystem('tests', (tx) => tx.update(machines).set({ lastBackupAt: NOW }).where(eq(machines.id, machineId)))
  await expect(renewIdentificationKey(cast.bob, machineId, NOW)).rejects.toThrow(ForbiddenError)
})

test('a machine is deleted once its name has been typed out, and what reaches its backups is kept', async () => {
  const { machineId } = must(await addMachine(system, { contractId: cast.contracts.west, name: 'PC-GONE' }))
  expect(await deleteMachine(cast.alice, { machineId, confirmation: 'pc-gone' }, NOW)).toEqual({
    ok: false,
    reason: 'confirmation_differs',
  })
  must(await deleteMachine(cast.alice, { machineId, confirmation: 'PC-GONE' }, NOW))
  expect(await stored(machineId)).toBeUndefined()
  const [kept] = await withSystem('tests', (tx) => tx.select().from(deletedMachines).where(eq(deletedMachines.id, machineId)))
  expect(kept).toMatchObject({ name: 'PC-GONE', contractTitle: 'Bakery', deletedBy: 'alice' })
})

test('what is no setting is refused by the form', () => {
  const { machineId } = cast.machines.west
  expect(setMachineAlertSchema.safeParse({ machineId, alert: 'both', on: true }).success).toBe(false)
  for (const retentionDays of [0, -1, 1.5, 36_501, 'x'])
    expect(setMachineRetentionSchema.safeParse({ machineId, retentionDays }).success).toBe(false)
  for (const days of [0, 366, 2.5]) expect(setMachineMissedAfterSchema.safeParse({ machineId, days }).success).toBe(false)
  expect(commentMachineSchema.safeParse({ machineId, comment: 'x'.repeat(2001) }).success).toBe(false)
  expect(commentMachineSchema.parse({ machineId, comment: ' a\u0000b ' }).comment).toBe('ab')
})
