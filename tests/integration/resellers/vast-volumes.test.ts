import { beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { machines } from '@/db/schema'
import { getContract, listContracts } from '@/lib/contracts/queries'
import { listContractsSchema } from '@/lib/contracts/schema'
import { getControlRoom } from '@/lib/control-room/queries'
import { getFleetHealth } from '@/lib/health/fleet'
import { readReport } from '@/lib/reports/reading'
import { getReseller } from '@/lib/resellers/detail'
import { listResellerPage } from '@/lib/resellers/overview'
import { listResellers } from '@/lib/resellers/queries'
import { listResellersSchema } from '@/lib/resellers/schema'
import { getAccountVolume, listSpacesWithUse } from '@/lib/spaces/queries'
import { getContractVolume } from '@/lib/statistics/queries'
import { type Cast, makeCast, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { copyMachine } from '@/tests/support/many-machines'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
const CLAIM = Number.MAX_SAFE_INTEGER
const COPIES = 1_100
let cast: Cast

// Agents may claim what they like: together more than the largest integer of Postgres.
beforeAll(async () => {
  cast = await makeCast()
  await copyMachine(cast.machines.east.machineId, COPIES, 'Vast')
  await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: CLAIM }))
})

test('what one reseller’s agents claim keeps the platform’s lists from nobody', async () => {
  const page = await listResellerPage(system, listResellersSchema.parse({ sort: 'used' }), NOW)
  expect(page.rows.map(({ name }) => name)).toContain('other reseller')
  expect(page.rows.find(({ id }) => id === cast.resellerId)?.storedBytes).toBeGreaterThan(COPIES * CLAIM * 0.99)
  expect((await listResellers(system)).find(({ id }) => id === cast.resellerId)?.storedBytes).toBeGreaterThan(COPIES * CLAIM * 0.99)
  expect((await getReseller(system, cast.resellerId, NOW)).spaces).toHaveLength(2)
  expect((await getFleetHealth(system, NOW)).machines.total).toBe(COPIES + 3)
})

test('nor the reseller’s own', async () => {
  const { rows } = await listContracts(cast.alice, listContractsSchema.parse({ sort: 'used', descending: true }))
  expect(rows[0]?.usedBytes).toBeGreaterThan(COPIES * CLAIM * 0.99)
  expect((await getContract(cast.alice, cast.contracts.east)).usedBytes).toBeGreaterThan(COPIES * CLAIM * 0.99)
  expect((await listSpacesWithUse(cast.alice, { sort: 'used', descending: true }))[0]?.usedBytes).toBeGreaterThan(COPIES * CLAIM * 0.99)
  await getAccountVolume(cast.alice)
  await getControlRoom(cast.alice)
  await getContractVolume(cast.alice, cast.contracts.east, { from: '2026-10-01', to: '2026-11-22' })
  await withSystem('tests', (tx) => readReport(tx, cast.contracts.east, null, NOW))
})
