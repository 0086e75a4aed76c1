import { IDS_PER_REQUEST } from '@/lib/control-room/machine-columns'
import { type PackedIds, unpackIds } from '@/lib/control-room/packed-ids'
import { listingMark, type Room } from '@/lib/control-room/room'

export type IdsAnswer = { ids: PackedIds; mark: number }

/** The ids of the machines from `from` on; null when the server's listing is no longer the page's. */
export async function fetchIds(room: Room, from: number): Promise<string[] | null> {
  const answer = await fetch(`/control-room/ids?from=${from}`)
  if (!answer.ok || answer.redirected) throw new Error('the ids of the machines did not come')
  const { ids, mark }: IdsAnswer = await answer.json()
  return mark === markOf(room, from) ? unpackIds(ids) : null
}

function markOf(room: Room, from: number): number {
  const machines = room.machines.slice(from, from + IDS_PER_REQUEST)
  return listingMark(
    machines.map((machine) => room.contracts[machine.contract]?.id ?? ''),
    machines.map((machine) => machine.name),
  )
}
