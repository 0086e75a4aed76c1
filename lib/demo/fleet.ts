import type { DemoContract, DemoReseller } from './cast'
import { type Random, seededRandom } from './random'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NAMES = [
  'SRV-FICHIERS',
  'PC-ACCUEIL',
  'PC-COMPTA',
  'PC-DIRECTION',
  'PORTABLE-1',
  'PC-ATELIER',
  'SRV-MESSAGERIE',
  'PORTABLE-2',
  'PC-STOCK',
]
const SYSTEMS = ['Windows Server 2022', 'Windows 11', 'Windows 11', 'Windows 10', 'macOS 26', 'Debian 12']

/** A machine of the demo: how many days its backups lag behind (null: it never had one), and when in the day it backs up. */
export type DemoMachine = {
  contract: DemoContract
  name: string
  os: string
  storedBytes: number
  lagDays: number | null
  timeOfDay: number
  failing: boolean
}

/** The manual's example (requirements D3): 7.43 + 9.11 + 3.06 = 19.6 Go. */
const TEST_MACHINES = [
  { name: 'SRV-COMPTA', os: 'Windows Server 2022', storedBytes: 7_430_000_000, lagDays: 0, failing: false },
  { name: 'PC-DIRECTION', os: 'Windows 11', storedBytes: 9_110_000_000, lagDays: 1, failing: false },
  { name: 'PORTABLE-JEAN', os: 'macOS 26', storedBytes: 3_060_000_000, lagDays: 6, failing: true },
]

/** One in so many machines lags by from..to days; the rest is up to date. */
const LAGS: readonly [share: number, from: number, to: number][] = [
  [0.07, 1, 1],
  [0.065, 2, 3],
  [0.055, 4, 7],
  [0.05, 8, 14],
  [0.025, 15, 25],
]
const NEVER_SHARE = 0.025

export function demoMachines(reseller: DemoReseller): DemoMachine[] {
  return reseller.contracts.flatMap((contract) => {
    if (contract.title === 'TEST') return TEST_MACHINES.map((machine) => ({ ...machine, contract, timeOfDay: timeOfDay(machine.name) }))
    return machinesOf(contract)
  })
}

function machinesOf(contract: DemoContract): DemoMachine[] {
  const random = seededRandom(contract.title)
  const lags = Array.from({ length: contract.machines }, () => lag(random))
  const shares = split(Math.round(contract.gigabytes * 1e9 * (contract.percent / 100)), lags, random)
  return lags.map((lagDays, index) => ({
    contract,
    name: NAMES[index] ?? `PC-${index + 1}`,
    os: random.pick(SYSTEMS),
    storedBytes: shares[index] ?? 0,
    lagDays,
    timeOfDay: timeOfDay(`${contract.title}/${index}`),
    failing: lagDays !== null && lagDays > 1 && random.chance(0.5),
  }))
}

/** Shares a volume out among the machines that have backed up, to the byte. */
function split(bytes: number, lags: (number | null)[], random: Random): number[] {
  const weights = lags.map((lagDays) => (lagDays === null ? 0 : random.between(2, 10)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  return weights.map((weight) => {
    const from = Math.round((bytes * before) / total)
    before += weight
    return Math.round((bytes * before) / total) - from
  })
}

function lag(random: Random): number | null {
  let roll = random.between(0, 9_999) / 10_000
  for (const [share, from, to] of LAGS) {
    if (roll < share) return random.between(from, to)
    roll -= share
  }
  return roll < NEVER_SHARE ? null : 0
}

/** Milliseconds after midnight UTC: mostly at night, some over noon. */
function timeOfDay(seed: string): number {
  const random = seededRandom(`time ${seed}`)
  const hour = random.chance(0.7) ? random.between(19, 27) % 24 : random.between(11, 14)
  return hour * HOUR + random.between(0, 3_599) * 1000
}

/** The times, oldest first, at which the machine backed up after `since` and, failing, after `failedSince`, as its lag has it; in milliseconds. */
export function backupTimes(machine: DemoMachine, since: number, now: number, failedSince = since): { good: number[]; failed: number[] } {
  if (machine.lagDays === null) return { good: [], failed: [] }
  // A backup takes its time: the last one must be over, and shortly after midnight yesterday's may not be.
  const latest = Math.floor((now - HOUR - machine.timeOfDay) / DAY) * DAY + machine.timeOfDay
  const lastGood = latest - machine.lagDays * DAY
  const good: number[] = []
  for (let at = lastGood; at > since; at -= DAY) good.unshift(at)
  const failed: number[] = []
  if (machine.failing) for (let at = lastGood + DAY; at <= latest; at += DAY) if (at > failedSince) failed.push(at)
  return { good, failed }
}
