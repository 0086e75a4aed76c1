import type { ControlRoomContract, ControlRoomMachine } from './types'

/** A machine as the browser holds it. Its id is null until it has been asked for (payload.ts says why). */
export type RoomMachine = Omit<ControlRoomMachine, 'id' | 'contractId'> & {
  id: string | null
  /** Place of its contract in `Room.contracts`. */
  contract: number
}

/** The control room as the browser holds it: machines in the order of their contracts. */
export type Room = {
  at: number
  allocatedBytes: number
  spaces: { id: string; name: string }[]
  contracts: ControlRoomContract[]
  machines: RoomMachine[]
}

/** Tells two listings of machines apart, so that ids which arrive later are never given to the wrong cells. */
export function listingMark(contractIds: readonly string[], names: readonly string[]): number {
  let mark = 0x811c9dc5
  for (const text of [...contractIds, ...names]) {
    for (let at = 0; at < text.length; at++) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193)
    mark = Math.imul(mark ^ 0xff, 0x01000193)
  }
  return mark >>> 0
}
