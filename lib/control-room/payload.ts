import { type PackedIds, packIds, unpackIds } from './packed-ids'
import { type Bits, packBits, packSymbols, type Symbols, unpackBits, unpackSymbols } from './packing'
import type { Room, RoomMachine } from './room'
import type { ControlRoom, ControlRoomContract, ControlRoomMachine, Outcome } from './types'

/*
 * How the control room travels to the browser: column by column, since 10,000 machines as objects or elements would be
 * megabytes. Ids are random and cannot be compressed (100 to 140 KB at 10,000), yet only a cell on screen needs its
 * own: so the first thousand travels along and the rest follows on demand (control-room/ids).
 */

/** As many ids travel along, and as many come with each later request. */
export const IDS_PER_REQUEST = 1024
const MINUTE = 60_000
const DAY_MINUTES = 1440
const DAY = 86_400_000
/** Beyond the first ones, the ids of the machines that were silent for longest: the page lists them by name. */
const SILENT_IDS = 16
const SILENT_DAYS = 14

type Column = {
  at: number
  allocatedBytes: number
  spaces: ControlRoom['spaces']
  contracts: {
    ids: PackedIds
    titles: string[]
    space: Symbols<string>
    used: Bits
    subscribed: Symbols<number>
    suspended: Symbols<boolean>
  }
  machines: {
    ids: PackedIds
    silent: [index: number, id: string][]
    names: string[]
    contractStep: Symbols<number>
    day: Symbols<number | null>
    minute: Bits
    digits: Bits
    power: Symbols<number>
    outcome: Symbols<Outcome | null>
    running: Symbols<boolean>
    missedAlert: Symbols<boolean>
    missedAfterDays: Symbols<number>
  }
}

/** Compact JSON. Times lose their seconds and stored bytes what is beyond four digits; all else arrives as it was. */
export function encodeControlRoom(room: ControlRoom): string {
  const columns: Column = { ...room, contracts: encodeContracts(room.contracts), machines: encodeMachines(room) }
  return JSON.stringify(columns)
}

export function decodeControlRoom(payload: string): Room {
  const columns: Column = JSON.parse(payload)
  return { ...columns, contracts: decodeContracts(columns.contracts), machines: decodeMachines(columns) }
}

const encodeContracts = (contracts: ControlRoomContract[]): Column['contracts'] => ({
  ids: packIds(contracts.map((contract) => contract.id)),
  titles: contracts.map((contract) => contract.title),
  space: packSymbols(contracts.map((contract) => contract.spaceId)),
  used: packBits(contracts.map((contract) => contract.usedBytes)),
  subscribed: packSymbols(contracts.map((contract) => contract.subscribedBytes)),
  suspended: packSymbols(contracts.map((contract) => contract.suspended)),
})

function decodeContracts({ ids, titles, ...columns }: Column['contracts']): ControlRoomContract[] {
  const count = titles.length
  const [id, space, used] = [unpackIds(ids), unpackSymbols(columns.space, count), unpackBits(columns.used, count)]
  const [subscribed, suspended] = [unpackSymbols(columns.subscribed, count), unpackSymbols(columns.suspended, count)]
  return titles.map((title, at) => ({
    id: id[at] as string,
    title,
    spaceId: space[at] as string,
    usedBytes: used[at] as number,
    subscribedBytes: subscribed[at] as number,
    suspended: suspended[at] as boolean,
  }))
}

function encodeMachines({ at, contracts, machines }: ControlRoom): Column['machines'] {
  const places = new Map(contracts.map((contract, place) => [contract.id, place]))
  const ages = machines.map(({ lastBackupAt }) =>
    lastBackupAt === null ? null : Math.floor(at / MINUTE) - Math.floor(lastBackupAt / MINUTE),
  )
  const powers = machines.map((machine) => Math.max(0, Math.floor(Math.log10(machine.storedBytes || 1)) - 3))
  return {
    ids: packIds(machines.slice(0, IDS_PER_REQUEST).map((machine) => machine.id)),
    silent: longestSilent(machines, at),
    names: machines.map((machine) => machine.name),
    contractStep: packSymbols(steps(machines.map((machine) => places.get(machine.contractId) ?? 0))),
    day: packSymbols(ages.map((age) => (age === null ? null : Math.floor(age / DAY_MINUTES)))),
    minute: packBits(ages.map((age) => (age === null ? 0 : age - Math.floor(age / DAY_MINUTES) * DAY_MINUTES))),
    digits: packBits(machines.map((machine, index) => Math.round(machine.storedBytes / 10 ** (powers[index] ?? 0)))),
    power: packSymbols(powers),
    outcome: packSymbols(machines.map((machine) => machine.lastOutcome)),
    running: packSymbols(machines.map((machine) => machine.running)),
    missedAlert: packSymbols(machines.map((machine) => machine.missedAlert)),
    missedAfterDays: packSymbols(machines.map((machine) => machine.missedAfterDays)),
  }
}

/** Each number less the one before: machines come by contract, so nearly all steps are 0 or 1. */
const steps = (numbers: number[]): number[] => numbers.map((value, index) => value - (numbers[index - 1] ?? 0))

function longestSilent(machines: ControlRoomMachine[], at: number): [number, string][] {
  const silent = machines.flatMap(({ id, lastBackupAt }, index) => {
    const isLong = index >= IDS_PER_REQUEST && lastBackupAt !== null && at - lastBackupAt > SILENT_DAYS * DAY
    return isLong ? [{ index, id, lastBackupAt }] : []
  })
  const longest = silent.sort((a, b) => a.lastBackupAt - b.lastBackupAt).slice(0, SILENT_IDS)
  return longest.map(({ index, id }) => [index, id])
}

function decodeMachines({ at, machines: columns }: Column): RoomMachine[] {
  const count = columns.names.length
  const ids: (string | null)[] = unpackIds(columns.ids)
  for (const [index, id] of columns.silent) ids[index] = id
  const [contractStep, day, minute] = [
    unpackSymbols(columns.contractStep, count),
    unpackSymbols(columns.day, count),
    unpackBits(columns.minute, count),
  ]
  const [digits, power, outcome] = [
    unpackBits(columns.digits, count),
    unpackSymbols(columns.power, count),
    unpackSymbols(columns.outcome, count),
  ]
  const [running, missedAlert] = [unpackSymbols(columns.running, count), unpackSymbols(columns.missedAlert, count)]
  const missedAfterDays = unpackSymbols(columns.missedAfterDays, count)
  let contract = 0
  return columns.names.map((name, index) => {
    contract += contractStep[index] as number
    const days = day[index] as number | null
    const age = days === null ? null : days * DAY_MINUTES + (minute[index] as number)
    return {
      id: ids[index] ?? null,
      name,
      contract,
      lastBackupAt: age === null ? null : (Math.floor(at / MINUTE) - age) * MINUTE,
      lastOutcome: outcome[index] as Outcome | null,
      storedBytes: (digits[index] as number) * 10 ** (power[index] as number),
      running: running[index] as boolean,
      missedAlert: missedAlert[index] as boolean,
      missedAfterDays: missedAfterDays[index] as number,
    }
  })
}
