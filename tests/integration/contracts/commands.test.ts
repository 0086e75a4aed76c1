import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { contracts } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { addContract, reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { addContractSchema } from '@/lib/contracts/schema'
import { NotFoundError } from '@/lib/errors'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { addOnlineReseller, type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const terms = {
  clientEmail: 'client@example.test',
  clientLocale: 'fr' as const,
  subscribedBytes: 20e9,
  machineLimit: null,
  retentionDays: 30,
}
const stored = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(contracts).where(eq(contracts.id, id))))[0]

describe('adding a contract', () => {
  test('signs it in the space, with what was agreed', async () => {
    const { contractId } = must(await addContract(cast.alice, { ...terms, spaceId: cast.spaces.west, title: 'Florist' }))
    expect(await stored(contractId)).toMatchObject({
      resellerId: cast.resellerId,
      spaceId: cast.spaces.west,
      title: 'Florist',
      retentionDays: 30,
      suspendedAt: null,
    })
    expect(await auditOf(contractId)).toMatchObject([{ action: 'contract.added', by: 'alice', kind: 'user', resellerId: cast.resellerId }])
  })

  test('in a space of another reseller is a 404', async () => {
    await expect(addContract(cast.carol, { ...terms, spaceId: cast.spaces.west, title: 'Raid' })).rejects.toThrow(NotFoundError)
  })

  test('in another space is a 404', async () => {
    await expect(addContract(cast.bob, { ...terms, spaceId: cast.spaces.west, title: 'Raid' })).rejects.toThrow(NotFoundError)
    await expect(addContract(cast.berthe, { ...terms, spaceId: cast.spaces.east, title: 'Raid' })).rejects.toThrow(NotFoundError)
  })

  test('with a title of the same space is refused, in whatever case; in another space it is free', async () => {
    expect(await addContract(cast.alice, { ...terms, spaceId: cast.spaces.west, title: 'BAKERY' })).toEqual({
      ok: false,
      reason: 'title_taken',
    })
    expect((await addContract(cast.alice, { ...terms, spaceId: cast.spaces.east, title: 'Bakery' })).ok).toBe(true)
  })

  test('twice at the same moment signs one', async () => {
    const twice = [0, 1].map(() => addContract(cast.alice, { ...terms, spaceId: cast.spaces.west, title: 'Twins' }))
    expect((await Promise.all(twice)).map((result) => result.ok).sort()).toEqual([false, true])
  })

  test('of Kiwi Online keeps 90 days, whatever is asked', async () => {
    const { spaceId } = await addOnlineReseller()
    const { contractId } = must(await addContract(system, { ...terms, spaceId, title: 'Online' }))
    expect((await stored(contractId))?.retentionDays).toBe(90)
  })

  test('that cannot be audited is not signed', async () => {
    const refusal = await withoutAudit(() => addContract(cast.alice, { ...terms, spaceId: cast.spaces.west, title: 'Silent' }))
    expect(refusal).toMatchObject({ cause: { code: '23514' } })
    expect(await withSystem('tests', (tx) => tx.select().from(contracts).where(eq(contracts.title, 'Silent')))).toEqual([])
  })

  test.each([
    ['no title', { title: '  ' }],
    ['a title too long', { title: 'x'.repeat(201) }],
    ['a line break in the title', { title: 'a\nb' }],
    ['an address that is none', { clientEmail: 'client' }],
    ['a negative volume', { subscribedBytes: -1 }],
    ['more than a petabyte', { subscribedBytes: 1e15 + 1 }],
    ['half a byte', { subscribedBytes: 0.5 }],
    ['a negative number of machines', { machineLimit: -1 }],
    ['no history', { retentionDays: 0 }],
    ['a space that is no id', { spaceId: 'west' }],
  ])('with %s is refused by the form', (_, wrong) => {
    const right = { ...terms, spaceId: cast.spaces.west, title: 'Florist' }
    expect(addContractSchema.safeParse(right).success).toBe(true)
    expect(addContractSchema.safeParse({ ...right, ...wrong }).success).toBe(false)
  })
})

describe.each([
  ['suspending', (actor: UserActor, id: string) => suspendContract(actor, id, NOW)],
  ['reactivating', (actor: UserActor, id: string) => reactivateContract(actor, id, NOW)],
])('%s a contract', (_, change) => {
  test('of another reseller is a 404', async () => {
    await expect(change(cast.carol, cast.contracts.west)).rejects.toThrow(NotFoundError)
  })

  test('of another space is a 404', async () => {
    await expect(change(cast.bob, cast.contracts.west)).rejects.toThrow(NotFoundError)
    await expect(change(cast.berthe, cast.contracts.east)).rejects.toThrow(NotFoundError)
  })

  test.each(['', 'west', "' or true --", '019a0000-0000-7000-8000-000000000001'])('named %j is a 404', async (id) => {
    await expect(change(cast.alice, id)).rejects.toThrow(NotFoundError)
  })
})

test('a contract is suspended once, reactivated once, and each is audited', async () => {
  const { contractId } = must(await addContract(cast.alice, { ...terms, spaceId: cast.spaces.east, title: 'Pausing' }))
  must(await suspendContract(cast.alice, contractId, NOW))
  expect((await stored(contractId))?.suspendedAt).toEqual(NOW)
  expect(await suspendContract(cast.alice, contractId, new Date())).toEqual({ ok: false, reason: 'already_suspended' })
  expect((await stored(contractId))?.suspendedAt).toEqual(NOW)
  must(await reactivateContract(cast.alice, contractId, NOW))
  expect((await stored(contractId))?.suspendedAt).toBeNull()
  expect(await reactivateContract(cast.alice, contractId, NOW)).toEqual({ ok: false, reason: 'not_suspended' })
  expect((await auditOf(contractId)).map(({ action }) => action)).toEqual(['contract.added', 'contract.suspended', 'contract.reactivated'])
})

test('a suspension that cannot be audited does not happen', async () => {
  await withoutAudit(() => suspendContract(cast.alice, cast.contracts.west, NOW))
  expect((await stored(cast.contracts.west))?.suspendedAt).toBeNull()
})
