import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { machines, resellers, spaces } from '@/db/schema'
import type { OperatorActor } from '@/lib/auth/types'
import { NotFoundError } from '@/lib/errors'
import { updateReseller } from '@/lib/resellers/changing'
import { getReseller } from '@/lib/resellers/detail'
import type { UpdateReseller } from '@/lib/resellers/schema'
import { addSpace } from '@/lib/spaces/commands'
import { auditOf } from '@/tests/support/audit'
import { type Cast, makeCast, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { makeConsole, makeOperator } from '@/tests/support/operator'

testDatabase()
let cast: Cast
let olga: OperatorActor
beforeAll(async () => {
  cast = await makeCast()
  olga = await makeOperator(await makeConsole(cast.alpine), 'olga')
})

const NOW = new Date()
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const GIGABYTE = 1e9

describe('changing a reseller', () => {
  const terms = async (resellerId: string): Promise<UpdateReseller> => {
    const { name, product, pack, administrationOption, allocatedBytes, alertEmail, locale, timeZone, version } = await getReseller(
      olga,
      resellerId,
      NOW,
    )
    return { resellerId, name, product, pack, administrationOption, allocatedBytes, alertEmail, locale, timeZone, version }
  }
  const spacesOf = (resellerId: string) =>
    withSystem('tests', (tx) => tx.select().from(spaces).where(eq(spaces.resellerId, resellerId)).orderBy(spaces.name))

  test('keeps what is typed and notes what was before and after', async () => {
    const before = await terms(cast.resellerId)
    const change = {
      name: 'Alpine SA',
      alertEmail: 'new@alpine.test',
      locale: 'en' as const,
      timeZone: 'Europe/Zurich',
      pack: 'statistics' as const,
    }
    expect(await updateReseller(olga, { ...before, ...change })).toEqual({ ok: true })
    expect(await getReseller(olga, cast.resellerId, NOW)).toMatchObject(change)
    const [last] = (await auditOf(cast.resellerId)).slice(-1)
    expect(last).toMatchObject({ action: 'reseller.updated', by: 'olga', subject: 'Alpine SA' })
  })

  test('over a version that another has changed is told, and changes nothing', async () => {
    const before = await terms(cast.resellerId)
    const both = await Promise.all(['A', 'B'].map((name) => updateReseller(olga, { ...before, name })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both).toContainEqual({ ok: false, reason: 'changed_meanwhile' })
  })

  test('is not refused for what a worker noted of the reseller meanwhile', async () => {
    const before = await terms(cast.resellerId)
    await withSystem('tests', (tx) =>
      tx.update(resellers).set({ digestDueAt: NOW, dueUpTo: NOBODY }).where(eq(resellers.id, cast.resellerId)),
    )
    expect(await updateReseller(olga, { ...before, name: 'Alpine SARL' })).toEqual({ ok: true })
  })

  test('never lowers the volume below what the spaces have, also while another space is added', async () => {
    const before = await terms(cast.resellerId)
    expect(await updateReseller(olga, { ...before, allocatedBytes: 899 * GIGABYTE })).toEqual({
      ok: false,
      reason: 'volume_below_spaces',
      leastBytes: 900 * GIGABYTE,
    })
    const [updated, added] = await Promise.all([
      updateReseller(olga, { ...before, allocatedBytes: 900 * GIGABYTE }),
      addSpace(system, { resellerId: cast.resellerId, name: 'North', allocatedBytes: 50 * GIGABYTE }),
    ])
    expect([updated.ok, added.ok].filter(Boolean)).toHaveLength(1)
    const sum = (await spacesOf(cast.resellerId)).reduce((bytes, space) => bytes + space.allocatedBytes, 0)
    expect(sum).toBeLessThanOrEqual((await terms(cast.resellerId)).allocatedBytes)
  })

  test('takes the one space along where nobody sees spaces, but not below what is used', async () => {
    const id = cast.carol.resellerId
    expect(await updateReseller(olga, { ...(await terms(id)), allocatedBytes: 700 * GIGABYTE })).toEqual({ ok: true })
    expect(await spacesOf(id)).toMatchObject([{ allocatedBytes: 700 * GIGABYTE }])
    await withSystem('tests', (tx) =>
      tx
        .update(machines)
        .set({ storedBytes: 300 * GIGABYTE })
        .where(eq(machines.resellerId, id)),
    )
    expect(await updateReseller(olga, { ...(await terms(id)), allocatedBytes: 299 * GIGABYTE })).toEqual({
      ok: false,
      reason: 'volume_below_used',
      leastBytes: 300 * GIGABYTE,
    })
    expect(await updateReseller(olga, { ...(await terms(id)), allocatedBytes: 300 * GIGABYTE })).toEqual({ ok: true })
  })

  test('to a product without Administration asks first, and strands neither spaces nor contracts nor members', async () => {
    const before = await terms(cast.resellerId)
    const asked = await updateReseller(olga, { ...before, product: 'pro' })
    expect(asked).toMatchObject({ reason: 'needs_confirmation', consequences: [{ kind: 'administration_ends', members: 2 }] })
    expect((await terms(cast.resellerId)).product).toBe('business')
    const kept = await spacesOf(cast.resellerId)
    expect(await updateReseller(olga, { ...before, product: 'pro', confirmed: true })).toEqual({ ok: true })
    expect(await spacesOf(cast.resellerId)).toEqual(kept)
    const alice = await signedIn(cast.alpine, 'alice')
    expect(alice.account.hasAdministration).toBe(false)
    expect(alice.scope.spaceIds).toBe('all')
    expect((await signedIn(cast.alpine, 'bob')).scope.spaceIds).toEqual([cast.spaces.east])
    expect(await updateReseller(olga, { ...(await terms(cast.resellerId)), product: 'business' })).toEqual({ ok: true })
  })

  test('to Online leaves the histories that are there', async () => {
    const id = cast.carol.resellerId
    await withSystem('tests', (tx) => tx.update(machines).set({ retentionDays: 400 }).where(eq(machines.resellerId, id)))
    const asked = await updateReseller(olga, { ...(await terms(id)), product: 'online' })
    expect(asked).toMatchObject({ consequences: [{ kind: 'history_fixed', machines: 1 }, { kind: 'brand_stays_own' }] })
    expect(await updateReseller(olga, { ...(await terms(id)), product: 'online', confirmed: true })).toEqual({ ok: true })
    const [machine] = await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.resellerId, id)))
    expect(machine?.retentionDays).toBe(400)
  })

  test('that nobody knows is a 404, one that makes no sense is refused', async () => {
    const before = await terms(cast.resellerId)
    await expect(updateReseller(olga, { ...before, resellerId: NOBODY })).rejects.toThrow(NotFoundError)
    await expect(async () => getReseller(olga, 'alpine', NOW)).rejects.toThrow(NotFoundError)
    const online = { ...before, product: 'online' as const, administrationOption: true }
    await expect(async () => updateReseller(olga, online)).rejects.toMatchObject({ name: 'ZodError' })
    await expect(async () => updateReseller(olga, { ...before, name: ' ' })).rejects.toMatchObject({ name: 'ZodError' })
  })
})
