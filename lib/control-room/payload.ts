import { decodeMachines, encodeMachines, type MachineColumns } from './machine-columns'
import { type PackedIds, packIds, unpackIds } from './packed-ids'
import { type Bits, packBits, packSymbols, type Symbols, unpackBits, unpackSymbols } from './packing'
import type { Room } from './room'
import type { ControlRoom, ControlRoomContract } from './types'

/*
 * How the control room travels to the browser: column by column, since 10,000 machines as objects or elements would be
 * megabytes. Ids are random and cannot be compressed (100 to 140 KB at 10,000), yet only a cell on screen needs its
 * own: so the first thousand travels along and the rest follows on demand (control-room/ids).
 */

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
  machines: MachineColumns
}

/** Compact JSON. Times lose their seconds and stored bytes what is beyond four digits; all else arrives as it was. */
export function encodeControlRoom(room: ControlRoom): string {
  const columns: Column = { ...room, contracts: encodeContracts(room.contracts), machines: encodeMachines(room) }
  return JSON.stringify(columns)
}

export function decodeControlRoom(payload: string): Room {
  const columns: Column = JSON.parse(payload)
  return { ...columns, contracts: decodeContracts(columns.contracts), machines: decodeMachines(columns.at, columns.machines) }
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
