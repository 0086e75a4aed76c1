import type { MachineState } from '@/lib/machines/freshness'
import type { Room } from './room'

/** What the control room is narrowed to. An empty set of states, an empty text and a null space mean all. */
export type RoomFilter = { text: string; spaceId: string | null; states: ReadonlySet<MachineState> }

export type Filtered = {
  /** Cells to show, as places in `Room.machines`. */
  machines: number[]
  /** Bars to show, as places in `Room.contracts`. */
  contracts: number[]
  /** How many machines there are of each state, under the text and the space alone: what the legend offers. */
  counts: Map<MachineState, number>
}

/** A text finds machines by their own name and by their contract's; a contract shows when it or one of its machines is found. */
export function filterRoom(room: Room, states: readonly MachineState[], filter: RoomFilter): Filtered {
  const needle = plain(filter.text.trim())
  const isOpen = room.contracts.map((contract) => filter.spaceId === null || contract.spaceId === filter.spaceId)
  const isFound = room.contracts.map((contract) => needle === '' || plain(contract.title).includes(needle))
  const shown = new Set(room.contracts.flatMap((_, place) => (isOpen[place] && isFound[place] ? [place] : [])))
  const counts = new Map<MachineState, number>()
  const machines: number[] = []
  room.machines.forEach((machine, index) => {
    if (!isOpen[machine.contract]) return
    if (!isFound[machine.contract] && !plain(machine.name).includes(needle)) return
    const state = states[index] as MachineState
    counts.set(state, (counts.get(state) ?? 0) + 1)
    shown.add(machine.contract)
    if (filter.states.size === 0 || filter.states.has(state)) machines.push(index)
  })
  return { machines, contracts: [...shown].sort((a, b) => a - b), counts }
}

/** Lower case without accents: « Hôtel » is found by "hotel". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
