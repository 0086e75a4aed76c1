import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { machines, resellers, spaces } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { addContract, deleteContract } from '@/lib/contracts/commands'
import { addContractSchema } from '@/lib/contracts/schema'
import { NotFoundError } from '@/lib/errors'
import { enterSpace } from '@/lib/spaces/acting'
import { addSpace, deleteSpace, updateSpace } from '@/lib/spaces/commands'
import { getAccountVolume, getSpace, listSpacesWithUse } from '@/lib/spaces/queries'
import { listSpacesSchema } from '@/lib/spaces/schema'
import { updateUser } from '@/lib/users/commands'
import { getUser } from '@/lib/users/queries'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { atNextRequest, freshUser } from '@/tests/support/fresh-user'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
  await store(cast.machines.east.machineId, 30e9)
})

/** Alice's reseller has 1000 Go, of which West holds 500 and East 400; East's machine has stored 30. */
const NOW = new Date('2026-11-22T10:00:00Z')
const add = (name: string, allocatedBytes = 0, actor = cast.alice) => addSpace(actor, { resellerId: cast.resellerId, name, allocatedBytes })
const remove = (name: string) => withSystem('tests', (tx) => tx.delete(spaces).where(eq(spaces.name, name)))
const store = (machineId: string, storedBytes: number) =>
  withSystem('tests', (tx) => tx.update(machines).set({ storedBytes }).where(eq(machines.id, machineId)))
const form = async (spaceId: string, changes: object = {}) => {
  const { name, allocatedBytes, alertEmail, version } = await getSpace(cast.alice, spaceId)
  return { spaceId, name, allocatedBytes, alertEmail, version, ...changes }
}
const allocate = async (spaceId: string, gigabytes: number) =>
  updateSpace(cast.alice, await form(spaceId, { allocatedBytes: gigabytes * 1e9 }))
const contract = (spaceId: string, title: string) =>
  addContract(
    cast.alice,
    addContractSchema.parse({ spaceId, title, clientEmail: 'c@client.test', subscribedBytes: 1e9, machineLimit: null }),
  )

describe('the list of spaces', () => {
  test('shows what each holds and uses, its alert e-mail, its contracts and its users', async () => {
    expect(await listSpacesWithUse(cast.alice, listSpacesSchema.parse({}))).toEqual([
      {
        id: cast.spaces.east,
        name: 'East',
        isDefault: false,
        allocatedBytes: 400e9,
        usedBytes: 30e9,
        alertEmail: null,
        contractCount: 1,
        userCount: 1,
      },
      {
        id: cast.spaces.west,
        name: 'West',
        isDefault: true,
        allocatedBytes: 500e9,
        usedBytes: 0,
        alertEmail: null,
        contractCount: 1,
        userCount: 1,
      },
    ])
  })

  test.each([
    ['name', true, ['West', 'East']],
    ['used', true, ['East', 'West']],
    ['percent', false, ['West', 'East']],
    ['allocated', true, ['West', 'East']],
    ['contracts', false, ['East', 'West']],
  ] as const)('is ordered by %s', async (sort, descending, expected) => {
    expect((await listSpacesWithUse(cast.alice, { sort, descending })).map(({ name }) => name)).toEqual(expected)
  })

  test('stands beside what is left to share out', async () => {
    expect(await getAccountVolume(cast.alice)).toEqual({
      totalBytes: 1000e9,
      sharedBytes: 900e9,
      freeBytes: 100e9,
      alertEmail: 'alerts@alpine.test',
    })
  })

  test('is a 404 for members and without Administration', async () => {
    for (const actor of [cast.bob, cast.berthe, cast.carol]) {
      await expect(listSpacesWithUse(actor, listSpacesSchema.parse({}))).rejects.toThrow(NotFoundError)
      await expect(getAccountVolume(actor)).rejects.toThrow(NotFoundError)
    }
  })
})

describe('an administrator', () => {
  test('adds a space to the own account alone', async () => {
    const { spaceId } = must(await add('North', 100e9))
    expect(await auditOf(spaceId)).toMatchObject([{ action: 'space.added', by: 'alice', resellerId: cast.resellerId }])
    const carols = { resellerId: cast.carol.resellerId, name: 'North', allocatedBytes: 0 }
    await expect(addSpace(cast.alice, carols)).rejects.toThrow(NotFoundError)
    await remove('North')
  })

  test('renames a space, sets its alert e-mail and moves its allocation', async () => {
    const { spaceId } = must(await add('Old', 10e9))
    must(await updateSpace(cast.alice, await form(spaceId, { name: 'New', allocatedBytes: 100e9, alertEmail: 'new@alpine.test' })))
    expect(await getSpace(cast.alice, spaceId)).toMatchObject({ name: 'New', allocatedBytes: 100e9, alertEmail: 'new@alpine.test' })
    expect((await auditOf(spaceId)).map(({ action }) => action)).toEqual(['space.added', 'space.updated'])
    await remove('New')
  })

  test('may write the own name otherwise, but takes none of another space', async () => {
    must(await updateSpace(cast.alice, await form(cast.spaces.east, { name: 'EAST' })))
    expect(await updateSpace(cast.alice, await form(cast.spaces.east, { name: 'west' }))).toEqual({ ok: false, reason: 'name_taken' })
    must(await updateSpace(cast.alice, await form(cast.spaces.east, { name: 'East' })))
  })

  test('shares out the volume to the last byte and not one more', async () => {
    expect(await allocate(cast.spaces.east, 500)).toEqual({ ok: true, value: undefined })
    expect(await allocate(cast.spaces.east, 500.000000001)).toEqual({ ok: false, reason: 'volume_exceeded' })
    must(await allocate(cast.spaces.east, 400))
  })

  test('allocates what is used to the last byte and not one less', async () => {
    expect(await allocate(cast.spaces.east, 29.999999999)).toEqual({ ok: false, reason: 'below_used' })
    must(await allocate(cast.spaces.east, 30))
    await store(cast.machines.east.machineId, 60e9)
    // What exceeds its allocation already may be renamed, and come nearer to what it uses.
    must(await updateSpace(cast.alice, await form(cast.spaces.east, { alertEmail: 'east@alpine.test' })))
    must(await allocate(cast.spaces.east, 40))
    expect(await allocate(cast.spaces.east, 39)).toEqual({ ok: false, reason: 'below_used' })
    await store(cast.machines.east.machineId, 30e9)
    must(await allocate(cast.spaces.east, 400))
  })

  test('can still rename, and give back, where the operator has taken volume away', async () => {
    const setVolume = (allocatedBytes: number) =>
      withSystem('tests', (tx) => tx.update(resellers).set({ allocatedBytes }).where(eq(resellers.id, cast.resellerId)))
    await setVolume(800e9)
    expect((await getAccountVolume(cast.alice)).freeBytes).toBe(-100e9)
    must(await updateSpace(cast.alice, await form(cast.spaces.east, { alertEmail: null })))
    expect(await allocate(cast.spaces.east, 401)).toEqual({ ok: false, reason: 'volume_exceeded' })
    must(await allocate(cast.spaces.east, 350))
    await setVolume(1000e9)
    must(await allocate(cast.spaces.east, 400))
  })

  test('who was overtaken is told and changes nothing', async () => {
    const [first, second] = [
      await form(cast.spaces.east, { alertEmail: 'a@alpine.test' }),
      await form(cast.spaces.east, { name: 'Far East' }),
    ]
    must(await updateSpace(cast.alice, first))
    expect(await updateSpace(cast.alice, second)).toEqual({ ok: false, reason: 'changed_meanwhile' })
    expect(await getSpace(cast.alice, cast.spaces.east)).toMatchObject({ name: 'East', alertEmail: 'a@alpine.test' })
  })

  test('together with others never shares out more than there is', async () => {
    const names = Array.from({ length: 6 }, (_, number) => `Rush ${number}`)
    const ids = []
    for (const name of names) ids.push(must(await add(name)).spaceId)
    for (let round = 0; round < 5; round++) {
      const forms = await Promise.all(ids.map((id) => form(id, { allocatedBytes: 50e9 })))
      const results = await Promise.all(forms.map((input) => updateSpace(cast.alice, input)))
      expect(results.filter((result) => result.ok)).toHaveLength(2)
      expect((await getAccountVolume(cast.alice)).freeBytes).toBe(0)
      for (const id of ids) must(await allocate(id, 0))
    }
    await Promise.all(names.map(remove))
  })

  test('does nothing that cannot be audited', async () => {
    const { spaceId } = must(await add('Quiet'))
    await withoutAudit(() => deleteSpace(cast.alice, spaceId))
    await withoutAudit(async () => updateSpace(cast.alice, await form(spaceId, { name: 'Loud' })))
    expect(await getSpace(cast.alice, spaceId)).toMatchObject({ name: 'Quiet' })
    await remove('Quiet')
  })
})

describe('deleting a space', () => {
  test('is done when nothing is in it, and audited', async () => {
    const { spaceId } = must(await add('Empty'))
    must(await deleteSpace(cast.alice, spaceId))
    await expect(getSpace(cast.alice, spaceId)).rejects.toThrow(NotFoundError)
    expect((await auditOf(spaceId)).map(({ action }) => action)).toEqual(['space.added', 'space.deleted'])
  })

  test('is refused with the reason for the default one, for one with contracts and for one with users', async () => {
    const { spaceId } = must(await add('Full'))
    const { contractId } = must(await contract(spaceId, 'In it'))
    expect(await deleteSpace(cast.alice, cast.spaces.west)).toEqual({ ok: false, reason: 'is_default' })
    expect(await deleteSpace(cast.alice, spaceId)).toEqual({ ok: false, reason: 'has_contracts' })
    must(await deleteContract(cast.alice, { contractId, confirmation: 'In it' }, NOW))
    const { userId } = await freshUser(cast, 'inside', { spaceIds: [spaceId] })
    expect(await deleteSpace(cast.alice, spaceId)).toEqual({ ok: false, reason: 'has_users' })
    const { version, userName, displayName, email, role } = await getUser(cast.alice, userId, NOW)
    must(await updateUser(cast.alice, { userId, version, userName, displayName, email, role }, NOW))
    must(await deleteSpace(cast.alice, spaceId))
  })

  test('while a contract is being signed in it ends with one of the two, and a 404 for the other', async () => {
    for (let round = 0; round < 8; round++) {
      const { spaceId } = must(await add(`Contended ${round}`))
      const [signed, deleted] = await Promise.allSettled([contract(spaceId, 'Last one'), deleteSpace(cast.alice, spaceId)])
      expect(deleted.status).toBe('fulfilled')
      if (signed.status === 'rejected') expect(signed.reason).toBeInstanceOf(NotFoundError)
      const kept = signed.status === 'fulfilled' && signed.value.ok
      expect(deleted).toMatchObject({ value: kept ? { ok: false, reason: 'has_contracts' } : { ok: true } })
    }
  })
})

describe.each<[string, (actor: UserActor, spaceId: string) => Promise<unknown>]>([
  ['showing', (actor, spaceId) => getSpace(actor, spaceId)],
  ['changing', (actor, spaceId) => updateSpace(actor, { spaceId, name: 'x', allocatedBytes: 0, version: '' })],
  ['deleting', (actor, spaceId) => deleteSpace(actor, spaceId)],
])('%s a space', (_, act) => {
  test('of another account is a 404', async () => {
    const { spaceId } = must(await add(`Foreign ${_}`))
    await expect(act(cast.carol, spaceId)).rejects.toThrow(NotFoundError)
    await expect(act(cast.alice, '019a0000-0000-7000-8000-000000000001')).rejects.toThrow(NotFoundError)
  })

  test('is a 404 for a member, of the own space too', async () => {
    await expect(act(cast.bob, cast.spaces.east)).rejects.toThrow(NotFoundError)
    await expect(act(cast.bob, cast.spaces.west)).rejects.toThrow(NotFoundError)
  })

  test('is a 403 while the administrator sees the portal as a space', async () => {
    const acting = await freshUser(cast, `acting-${_}`, { role: 'administrator' })
    await enterSpace(acting, cast.spaces.east)
    const narrowed = await atNextRequest(acting, cast)
    if (!narrowed) throw new Error('nobody')
    await expect(act(narrowed, cast.spaces.east)).rejects.toThrow(expect.objectContaining({ name: 'ForbiddenError' }))
  })
})

test('a space is written only by who sees the whole account, whatever the code forgets', async () => {
  const { withActor } = await import('@/db/client')
  expect(await withActor(cast.bob, (tx) => tx.update(spaces).set({ name: 'Mine' }).returning({ id: spaces.id }))).toEqual([])
  expect(await withActor(cast.bob, (tx) => tx.delete(spaces).returning({ id: spaces.id }))).toEqual([])
})
