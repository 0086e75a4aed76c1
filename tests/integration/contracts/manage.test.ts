import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { contracts, deletedMachines, machines } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { addContract, deleteContract, suspendContract, updateContract } from '@/lib/contracts/commands'
import { getContract } from '@/lib/contracts/queries'
import { deleteContractSchema, updateContractSchema } from '@/lib/contracts/schema'
import { NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
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
const sign = async (title: string, spaceId = cast.spaces.west) => must(await addContract(system, { ...terms, spaceId, title })).contractId
const stored = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(contracts).where(eq(contracts.id, id))))[0]

/** Changes a contract from the version that it has now. */
async function update(actor: UserActor, contractId: string, changes: object) {
  const { version, title } = await getContract(system, contractId)
  return updateContract(actor, { ...terms, title, contractId, version, ...changes }, NOW)
}

describe('changing a contract', () => {
  test('puts the new terms in force and is audited', async () => {
    const id = await sign('Before')
    const changes = { title: 'After', subscribedBytes: 19_600_000_000, machineLimit: 3, retentionDays: 45, clientLocale: 'en' as const }
    must(await update(cast.alice, id, changes))
    expect(await stored(id)).toMatchObject({ ...changes, spaceId: cast.spaces.west, updatedAt: NOW })
    expect((await auditOf(id)).at(-1)).toMatchObject({ action: 'contract.updated', by: 'alice', subject: 'Before' })
  })

  test('tells the second of two people, and changes nothing for them', async () => {
    const id = await sign('Contested')
    const { version } = await getContract(cast.alice, id)
    must(await updateContract(cast.alice, { ...terms, contractId: id, version, title: 'First' }, NOW))
    const late = await updateContract(cast.berthe, { ...terms, contractId: id, version, title: 'Second' }, NOW)
    expect(late).toEqual({ ok: false, reason: 'changed_meanwhile' })
    expect((await stored(id))?.title).toBe('First')
  })

  test('of two at the same moment lets one through', async () => {
    const id = await sign('Rush')
    const { version } = await getContract(cast.alice, id)
    const both = ['A', 'B'].map((title) =>
      updateContract(cast.alice, { ...terms, contractId: id, version, title: `Rush ${title}` }, new Date()),
    )
    expect((await Promise.all(both)).map(({ ok }) => ok).sort()).toEqual([false, true])
  })

  test('after it was suspended meanwhile is told as well', async () => {
    const id = await sign('Stopped')
    const { version } = await getContract(cast.alice, id)
    must(await suspendContract(cast.alice, id, NOW))
    expect(await updateContract(cast.alice, { ...terms, contractId: id, version, title: 'Stopped' }, NOW)).toMatchObject({ ok: false })
  })

  test('to a title of the same space is refused, in whatever case; to its own it is not', async () => {
    const id = await sign('Unique')
    expect(await update(cast.alice, id, { title: 'BAKERY' })).toEqual({ ok: false, reason: 'title_taken' })
    must(await update(cast.alice, id, { title: 'UNIQUE' }))
  })

  test('to fewer machines than it has is refused; to as many it is not', async () => {
    const id = await sign('Shrinking')
    for (const name of ['PC-1', 'PC-2']) must(await addMachine(system, { contractId: id, name }))
    expect(await update(cast.alice, id, { machineLimit: 1 })).toEqual({ ok: false, reason: 'fewer_than_machines' })
    must(await update(cast.alice, id, { machineLimit: 2 }))
  })

  test('of the product online keeps 90 days, whatever is asked', async () => {
    const { spaceId } = await addOnlineReseller()
    const id = await sign('Fixed', spaceId)
    const { version } = await getContract(system, id)
    must(await updateContract(system, { ...terms, contractId: id, version, title: 'Fixed', retentionDays: 7 }, NOW))
    expect((await stored(id))?.retentionDays).toBe(90)
  })

  test('of another reseller or another space is a 404', async () => {
    for (const actor of [cast.carol, cast.bob]) await expect(update(actor, cast.contracts.west, {})).rejects.toThrow(NotFoundError)
    await expect(update(cast.berthe, cast.contracts.east, {})).rejects.toThrow(NotFoundError)
  })

  test('that cannot be audited does not happen', async () => {
    const id = await sign('Audited')
    await withoutAudit(() => update(cast.alice, id, { title: 'Silent' }))
    expect((await stored(id))?.title).toBe('Audited')
  })

  test.each([
    ['no id', { contractId: 'west' }],
    ['no title', { title: ' ' }],
    ['no version', { version: undefined }],
    ['half a machine', { machineLimit: 0.5 }],
  ])('with %s is refused by the form', (_, wrong) => {
    const right = { ...terms, contractId: cast.contracts.west, version: '1', title: 'Right' }
    expect(updateContractSchema.safeParse(right).success).toBe(true)
    expect(updateContractSchema.safeParse({ ...right, ...wrong }).success).toBe(false)
  })
})

describe('deleting a contract', () => {
  test('takes its machines with it and keeps what reaches their backups', async () => {
    const id = await sign('Ending')
    const { machineId } = must(await addMachine(system, { contractId: id, name: 'PC-END' }))
    expect(await deleteContract(cast.alice, { contractId: id, confirmation: 'Ending' }, NOW)).toEqual({ ok: true, value: { machines: 1 } })
    expect(await stored(id)).toBeUndefined()
    const [kept] = await withSystem('tests', (tx) => tx.select().from(deletedMachines).where(eq(deletedMachines.id, machineId)))
    expect(kept).toMatchObject({ name: 'PC-END', contractTitle: 'Ending', deletedAt: NOW, deletedBy: 'alice' })
    expect(await auditOf(id)).toMatchObject([{ action: 'contract.added' }, { action: 'contract.deleted', by: 'alice', subject: 'Ending' }])
    expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.deleted', by: 'alice' })
  })

  test.each(['', 'ending', 'Keeping '.repeat(2)])('with %j typed out is refused', async (confirmation) => {
    const refusal = await deleteContract(cast.alice, { contractId: cast.contracts.west, confirmation }, NOW)
    expect(refusal).toEqual({ ok: false, reason: 'confirmation_differs' })
    expect(await stored(cast.contracts.west)).toBeDefined()
  })

  test('of another reseller or another space is a 404, with the right title too', async () => {
    const west = { contractId: cast.contracts.west, confirmation: 'Bakery' }
    for (const actor of [cast.carol, cast.bob]) await expect(deleteContract(actor, west, NOW)).rejects.toThrow(NotFoundError)
    const east = { contractId: cast.contracts.east, confirmation: 'Garage' }
    await expect(deleteContract(cast.berthe, east, NOW)).rejects.toThrow(NotFoundError)
  })

  test('that cannot be audited does not happen, nor to its machines', async () => {
    await withoutAudit(() => deleteContract(cast.alice, { contractId: cast.contracts.west, confirmation: 'Bakery' }, NOW))
    expect(await stored(cast.contracts.west)).toBeDefined()
    expect(await withSystem('tests', (tx) => tx.$count(machines, eq(machines.contractId, cast.contracts.west)))).toBe(1)
  })

  test('by an id that is none is refused by the form', () => {
    expect(deleteContractSchema.safeParse({ contractId: 'west', confirmation: 'Bakery' }).success).toBe(false)
  })
})
