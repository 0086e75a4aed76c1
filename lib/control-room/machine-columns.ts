import { type PackedIds, packIds, unpackIds } from './packed-ids'
import { type Bits, packBits, packSymbols, type Symbols, unpackBits, unpackSymbols } from './packing'
import type { RoomMachine } from './room'
import type { ControlRoom, ControlRoomMachine, Outcome } from './types'

/** As many ids travel along, and as many come with each later request. */
export const IDS_PER_REQUEST = 1024
const MINUTE = 60_000
const DAY_MINUTES = 1440
const DAY = 86_400_000
/** Beyond the first ones, the ids of the machines that were silent for longest: the page lists them by name. */
const SILENT_IDS = 16
const SILENT_DAYS = 14
const OUTCOMES: readonly (Outcome | null)[] = [null, 'running', 'success', 'partial', 'failed', 'cancelled', 'lost']

export type MachineColumns = {
  ids: PackedIds
  silent: [index: number, id: string][]
  names: string[]
  contractStep: Symbols<number>
  day: Symbols<number>
  minute: Bits
  digits: Bits
  power: Symbols<number>
  traits: Symbols<number>
}

// One pass: with a pass for each column, reading the rows anew cost more than all the packing.
export function encodeMachines({ at, contracts, machines }: ControlRoom): MachineColumns {
  const places = new Map(contracts.map((contract, place) => [contract.id, place]))
  const names: string[] = []
  const [place, day, minute]: [number[], number[], number[]] = [[], [], []]
  const [digits, power, traits]: [number[], number[], number[]] = [[], [], []]
  const now = Math.floor(at / MINUTE)
  for (const machine of machines) {
    names.push(machine.name)
    place.push(places.get(machine.contractId) ?? 0)
    const age = now - Math.floor(machine.silentSince / MINUTE)
    const days = Math.floor(age / DAY_MINUTES)
    day.push(days)
    minute.push(age - days * DAY_MINUTES)
    const tens = Math.max(0, Math.floor(Math.log10(machine.storedBytes || 1)) - 3)
    digits.push(Math.round(machine.storedBytes / 10 ** tens))
    power.push(tens)
    traits.push(traitsOf(machine))
  }
  return {
    ids: packIds(machines.slice(0, IDS_PER_REQUEST).map((machine) => machine.id)),
    silent: longestSilent(machines, at),
    names,
    contractStep: packSymbols(steps(place)),
    day: packSymbols(day),
    minute: packBits(minute),
    digits: packBits(digits),
    power: packSymbols(power),
    traits: packSymbols(traits),
  }
}

/** Outcome, never backed up, running, alert and its days in one number, since few combinations occur. */
const traitsOf = (machine: ControlRoomMachine): number =>
  (((machine.missedAfterDays * 2 + Number(machine.missedAlert)) * 2 + Number(machine.running)) * 2 +
    Number(machine.lastBackupAt === null)) *
    OUTCOMES.length +
  OUTCOMES.indexOf(machine.lastOutcome)

type Traits = Pick<RoomMachine, 'lastOutcome' | 'running' | 'missedAlert' | 'missedAfterDays'> & { never: boolean }

function ofTraits(traits: number): Traits {
  const flags = Math.floor(traits / OUTCOMES.length)
  return {
    lastOutcome: OUTCOMES[traits % OUTCOMES.length] ?? null,
    never: flags % 2 === 1,
    running: (flags >> 1) % 2 === 1,
    missedAlert: (flags >> 2) % 2 === 1,
    missedAfterDays: flags >> 3,
  }
}

/** Each number less the one before: machines come by contract, so nearly all steps are 0 or 1. */
const steps = (numbers: number[]): number[] => numbers.map((value, index) => value - (numbers[index - 1] ?? 0))

function longestSilent(machines: ControlRoomMachine[], at: number): [number, string][] {
  const silent: { index: number; id: string; since: number }[] = []
  for (let index = IDS_PER_REQUEST; index < machines.length; index++) {
    const { id, lastBackupAt } = machines[index] as ControlRoomMachine
    if (lastBackupAt !== null && at - lastBackupAt > SILENT_DAYS * DAY) silent.push({ index, id, since: lastBackupAt })
  }
  const longest = silent.sort((a, b) => a.since - b.since).slice(0, SILENT_IDS)
  return longest.map(({ index, id }) => [index, id])
}

export function decodeMachines(at: number, columns: MachineColumns): RoomMachine[] {
  const count = columns.names.length
  const ids: (string | null)[] = unpackIds(columns.ids)
  for (const [index, id] of columns.silent) ids[index] = id
  const [contractStep, day] = [unpackSymbols(columns.contractStep, count), unpackSymbols(columns.day, count)]
  const [minute, digits] = [unpackBits(columns.minute, count), unpackBits(columns.digits, count)]
  const [power, traits] = [unpackSymbols(columns.power, count), unpackSymbols(columns.traits, count)]
  const known = new Map(columns.traits.values.map((value) => [value, ofTraits(value)]))
  let contract = 0
  return columns.names.map((name, index) => {
    const trait = known.get(traits[index] as number) as Traits
    contract += contractStep[index] as number
    const age = (day[index] as number) * DAY_MINUTES + (minute[index] as number)
    const silentSince = (Math.floor(at / MINUTE) - age) * MINUTE
    return {
      id: ids[index] ?? null,
      name,
      contract,
      lastBackupAt: trait.never ? null : silentSince,
      silentSince,
      storedBytes: (digits[index] as number) * 10 ** (power[index] as number),
      lastOutcome: trait.lastOutcome,
      running: trait.running,
      missedAlert: trait.missedAlert,
      missedAfterDays: trait.missedAfterDays,
    }
  })
}
