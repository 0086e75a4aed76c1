import type { Room, RoomMachine } from './room'
import type { MachineChange } from './types'

/**
 * The room with machines as the live stream says they are now; bars follow their machines' volume. `complete` is false
 * when a change names a machine that the room does not have: then it has to be read anew.
 */
export function applyChanges(room: Room, changes: readonly MachineChange[]): { room: Room; complete: boolean } {
  const places = new Map(room.contracts.map((contract, place) => [contract.id, place]))
  const indexes = new Map(room.machines.map((machine, index) => [key(machine.contract, machine.name), index]))
  const machines = [...room.machines]
  const contracts = [...room.contracts]
  let complete = true
  for (const { contractId, ...change } of changes) {
    const place = places.get(contractId) ?? -1
    const index = indexes.get(key(place, change.name))
    const [before, contract] = [machines[index ?? -1], contracts[place]]
    if (index === undefined || !before || !contract) {
      complete = false
      continue
    }
    machines[index] = { ...change, contract: place } satisfies RoomMachine
    const usedBytes = Math.max(0, contract.usedBytes + change.storedBytes - before.storedBytes)
    if (usedBytes !== contract.usedBytes) contracts[place] = { ...contract, usedBytes }
  }
  return { room: { ...room, machines, contracts }, complete }
}

/** The room with ids that arrived later for the machines from `from` on. */
export function withIds(room: Room, from: number, ids: readonly string[]): Room {
  const machines = room.machines.map((machine, index) => {
    const id = ids[index - from]
    return id && machine.id === null ? { ...machine, id } : machine
  })
  return { ...room, machines }
}

// A machine's name is unique in its contract, whatever its case.
const key = (contract: number, name: string): string => `${contract}/${name.toLowerCase()}`
