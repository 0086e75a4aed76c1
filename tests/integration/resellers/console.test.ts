import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { contracts, machines } from '@/db/schema'
import { findSessionActor } from '@/lib/auth/queries'
import type { OperatorActor } from '@/lib/auth/types'
import { suspendContract } from '@/lib/contracts/commands'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { getReseller } from '@/lib/resellers/detail'
import { listResellerPage } from '@/lib/resellers/overview'
import { listResellersSchema } from '@/lib/resellers/schema'
import { type Cast, makeCast, must, signedIn, system } from '@/tests/support/cast'
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

test('a suspended reseller’s sessions end for good', async () => {
  const actor = await signedIn(cast.alpine, 'alice')
  const still = () =>
    findSessionActor({ sessionId: actor.sessionId, brandId: cast.alpine.id }, cast.alpine, { now: new Date(), address: null })
  must(await suspendReseller(olga, cast.resellerId, new Date()))
  must(await reactivateReseller(olga, cast.resellerId))
  expect(await still()).toBeNull()
  expect(await signedIn(cast.alpine, 'alice')).toMatchObject({ userName: 'alice' })
})

describe('the console’s list', () => {
  const listed = async (change: Record<string, unknown> = {}) => (await listResellerPage(olga, listResellersSchema.parse(change), NOW)).rows

  test('tells volume, machines, alerts and when one was last heard of', async () => {
    const { west, east } = cast.machines
    const [long, heard] = [new Date(NOW.getTime() - 10 * 86_400_000), new Date(NOW.getTime() - 60_000)]
    await withSystem('tests', async (tx) => {
      await tx.update(machines).set({ lastBackupAt: long, storedBytes: 5, lastSeenAt: heard }).where(eq(machines.id, west.machineId))
      await tx.update(machines).set({ lastBackupAt: NOW, storedBytes: 7 }).where(eq(machines.id, east.machineId))
    })
    const [row] = await listed({ search: 'admin.alpine' })
    expect(row).toMatchObject({ id: cast.resellerId, machineCount: 2, contractCount: 2, storedBytes: 12, inAlert: 1, lastReportAt: heard })
    must(await suspendContract(system, cast.contracts.west, NOW))
    expect((await listed({ search: 'admin.alpine' }))[0]?.inAlert).toBe(0)
    const { states } = await getReseller(olga, cast.resellerId, NOW)
    expect(states.toSorted((a, b) => a.state.localeCompare(b.state))).toEqual([
      { state: 'fresh', count: 1 },
      { state: 'suspended', count: 1 },
    ])
    await withSystem('tests', (tx) => tx.update(contracts).set({ suspendedAt: null }).where(eq(contracts.resellerId, cast.resellerId)))
  })

  test('is searched, filtered and ordered', async () => {
    must(await suspendReseller(olga, cast.carol.resellerId, NOW))
    const ofCarol = eq(machines.resellerId, cast.carol.resellerId)
    await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 1_000 }).where(ofCarol))
    expect((await listed({ state: 'suspended' })).map(({ id }) => id)).toEqual([cast.carol.resellerId])
    expect((await listed({ state: 'alert' })).map(({ id }) => id)).toEqual([cast.resellerId])
    expect((await listResellerPage(olga, listResellersSchema.parse({ state: 'alert' }), NOW)).total).toBe(1)
    expect((await listed({ product: 'business' })).map(({ id }) => id)).toEqual([cast.resellerId])
    expect(await listed({ search: '100%' })).toEqual([])
    expect((await listed({ sort: 'used', descending: true }))[0]?.id).toBe(cast.carol.resellerId)
    expect((await listed({ sort: 'heard', descending: true }))[0]?.id).toBe(cast.resellerId)
    const names = (await listed()).map(({ name }) => name.toLowerCase())
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)))
    expect(await listed({ sort: 'nonsense', product: 'x', state: 'y', page: -1 })).toHaveLength(names.length)
  })
})

test('the machines by state are judged as their cells are, at the very edges too', async () => {
  const hours = [0, 23.99, 24.01, 47.99, 48.01, 95.9, 96.1, 191.9, 192.1, 359.9, 360.1]
  const wanted = ['fresh', 'fresh', 'recent', 'recent', 'aging', 'aging', 'late', 'late', 'overdue', 'overdue', 'lost']
  const which = and(eq(machines.resellerId, cast.resellerId), eq(machines.id, cast.machines.east.machineId))
  await withSystem('tests', (tx) => tx.delete(machines).where(eq(machines.id, cast.machines.west.machineId)))
  for (const [at, hour] of hours.entries()) {
    const lastBackupAt = new Date(NOW.getTime() - hour * 3_600_000)
    await withSystem('tests', (tx) => tx.update(machines).set({ lastBackupAt }).where(which))
    expect((await getReseller(olga, cast.resellerId, NOW)).states, String(hour)).toEqual([{ state: wanted[at], count: 1 }])
  }
  await withSystem('tests', (tx) => tx.update(machines).set({ lastBackupAt: null }).where(which))
  expect((await getReseller(olga, cast.resellerId, NOW)).states).toEqual([{ state: 'never', count: 1 }])
})
