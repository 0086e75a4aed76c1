import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listQuotaState, quotaPercent } from '@/lib/contracts/quota'
import { DEMO_BRANDS, DEMO_RESELLERS } from '@/lib/demo/cast'
import { backupTimes, type DemoMachine, demoMachines } from '@/lib/demo/fleet'
import { demoBackup } from '@/lib/demo/history'
import { freshness } from '@/lib/machines/freshness'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = Date.parse('2026-11-22T12:00:00Z')

const alpes = DEMO_RESELLERS.find((reseller) => reseller.brand === 'alpes')
if (!alpes) throw new Error('no alpes')
const fleet = demoMachines(alpes)
const [anyMachine] = fleet
if (!anyMachine) throw new Error('no machine')
const sum = (machines: DemoMachine[]) => machines.reduce((bytes, machine) => bytes + machine.storedBytes, 0)

test('contract TEST is the manual’s example: 3 machines, 19.6 of 20 Go, 98 %, orange', () => {
  const machines = fleet.filter((machine) => machine.contract.title === 'TEST')
  expect(machines).toHaveLength(3)
  expect(sum(machines)).toBe(19_600_000_000)
  const { gigabytes, limit } = machines[0]?.contract ?? {}
  expect([gigabytes, limit]).toEqual([20, undefined])
  expect(quotaPercent(sum(machines), 20e9)).toBe(98)
  expect(listQuotaState(sum(machines), 20e9)).toBe('near')
})

test('Alpes has 120 machines, the live one with them', () => {
  expect(fleet.length + 1).toBe(120)
})

test('every contract stands at its percentage exactly', () => {
  for (const reseller of DEMO_RESELLERS) {
    const machines = demoMachines(reseller)
    for (const contract of reseller.contracts) {
      const own = machines.filter((machine) => machine.contract === contract)
      expect([contract.title, own.length, sum(own)]).toEqual([
        contract.title,
        contract.machines,
        Math.round(contract.gigabytes * 1e7 * contract.percent),
      ])
    }
  }
})

test('the machines of a contract have names of their own', () => {
  for (const machine of fleet) {
    expect(fleet.filter((other) => other.contract === machine.contract && other.name === machine.name)).toHaveLength(1)
  }
})

test('the spaces of a reseller fit into its volume, and its users into its spaces', () => {
  for (const { spaces, gigabytes, users, contracts } of DEMO_RESELLERS) {
    expect(spaces.reduce((all, space) => all + space.gigabytes, 0)).toBeLessThanOrEqual(gigabytes)
    const names = spaces.map((space) => space.name)
    for (const { space } of [...contracts, ...users]) if (space) expect(names).toContain(space)
  }
})

test('every reseller’s brand has a host', () => {
  for (const { brand } of DEMO_RESELLERS) expect(DEMO_BRANDS.find((known) => known.slug === brand)?.host).toMatch(/^admin.*\.localhost$/)
})

test.each([0, 5 * HOUR, 11.5 * HOUR, 23.9 * HOUR])('every state occurs, %i ms after noon', (later) => {
  const now = NOON + later
  const states = fleet.map((machine) => {
    const last = backupTimes(machine, now - 90 * DAY, now).good.at(-1)
    return freshness(
      { lastBackupAt: last === undefined ? null : new Date(last), suspended: machine.contract.suspended ?? false },
      new Date(now),
    )
  })
  expect([...new Set(states)].sort()).toEqual(['aging', 'fresh', 'late', 'lost', 'never', 'overdue', 'recent', 'suspended'])
})

test('the fleet is alike each time it is made', () => {
  expect(demoMachines(alpes)).toEqual(fleet)
})

const machine = fc.record({
  // Often around midnight, where yesterday's backup may not be over yet.
  timeOfDay: fc.oneof(fc.nat(DAY - 1), fc.integer({ min: 22 * HOUR, max: DAY - 1 })),
  lagDays: fc.option(fc.nat(25)),
  failing: fc.boolean(),
})
const moment = fc.oneof(
  fc.integer({ min: NOON, max: NOON + 40 * DAY }),
  fc.nat(2 * HOUR).map((past) => NOON + 12 * HOUR + past),
)

test('whatever the hour, also around midnight, a backup of the demo is over', () => {
  fc.assert(
    fc.property(machine, moment, (facts, now) => {
      const { good, failed } = backupTimes({ ...anyMachine, ...facts }, now - 90 * DAY, now)
      for (const at of [...good, ...failed]) expect(at + HOUR).toBeLessThanOrEqual(now)
    }),
  )
})

test('the last good backup lags by the machine’s days and no more', () => {
  fc.assert(
    fc.property(machine, moment, (facts, now) => {
      const last = backupTimes({ ...anyMachine, ...facts }, now - 90 * DAY, now).good.at(-1)
      expect(last === undefined).toBe(facts.lagDays === null)
      if (last === undefined || facts.lagDays === null) return
      const age = now - last - facts.lagDays * DAY
      expect(age).toBeGreaterThanOrEqual(HOUR)
      expect(age).toBeLessThan(DAY + HOUR)
    }),
  )
})

test('looked at again, the days go on where they stopped and none comes twice', () => {
  fc.assert(
    fc.property(machine, moment, fc.nat(5 * DAY), (facts, then, later) => {
      const one = { ...anyMachine, ...facts, failing: false }
      const before = backupTimes(one, then - 90 * DAY, then).good
      const after = backupTimes(one, before.at(-1) ?? then - 90 * DAY, then + later).good
      expect([...before, ...after]).toEqual(backupTimes(one, then - 90 * DAY, then + later).good)
    }),
  )
})

test('a backup of the demo is alike each time it is made, and ends within the hour', () => {
  const ids = { resellerId: 'r', spaceId: 's', machineId: 'm' }
  for (const failed of [false, true]) {
    const { backup } = demoBackup(anyMachine, ids, NOON, failed)
    expect(demoBackup(anyMachine, ids, NOON, failed).backup).toEqual(backup)
    expect(backup.finishedAt?.getTime()).toBeLessThan(NOON + HOUR)
    expect(parseInt(String(backup.id).replaceAll('-', '').slice(0, 12), 16)).toBe(NOON)
  }
})

test('a failing machine keeps its lag from day to day', () => {
  const now = Date.UTC(2026, 10, 22, 10)
  const failing = { ...anyMachine, lagDays: 6, failing: true }
  const today = backupTimes(failing, now - 90 * DAY, now)
  const tomorrow = backupTimes(failing, today.good.at(-1) ?? 0, now + DAY, today.failed.at(-1))
  expect(tomorrow.good).toEqual([(today.good.at(-1) ?? 0) + DAY])
  expect(tomorrow.failed).toEqual([(today.failed.at(-1) ?? 0) + DAY])
})
