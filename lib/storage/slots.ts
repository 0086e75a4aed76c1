/**
 * Each waits for its own kind alone: people who browse wait neither for jobs nor for downloads, which may be as slow as whoever fetches them
 * likes.
 */
export type Lane = 'people' | 'downloads' | 'jobs'

/** So many downloads read at once in one process (lib/restores/download-places.ts says whose). */
export const DOWNLOAD_PLACES = 8

/** So many engines at once in one process: each may take a gigabyte of memory on a large repository. */
const PLACES: Record<Lane, number> = { people: 4, downloads: DOWNLOAD_PLACES, jobs: 2 }

type Waiting = { lane: Lane; enter: () => void }
type Slots = { taken: Record<Lane, number>; queue: Waiting[] }

// Shared by the two module graphs of one process, as they share its memory.
const shared = globalThis as typeof globalThis & { portalSlots?: Slots }

/** Waits for a place in the lane and answers how to leave it; null when the signal fires before one is free. */
export function takeSlot(lane: Lane, signal?: AbortSignal): Promise<(() => void) | null> {
  shared.portalSlots ??= { taken: { people: 0, downloads: 0, jobs: 0 }, queue: [] }
  const slots = shared.portalSlots
  if (signal?.aborted) return Promise.resolve(null)
  return new Promise((resolve) => {
    const give = () => {
      signal?.removeEventListener('abort', giveUp)
      slots.taken[lane]++
      resolve(leave)
    }
    const waiting: Waiting = { lane, enter: give }
    const giveUp = () => {
      slots.queue.splice(slots.queue.indexOf(waiting), 1)
      resolve(null)
    }
    let left = false
    const leave = () => {
      if (left) return
      left = true
      slots.taken[lane]--
      const next = slots.queue.findIndex((other) => other.lane === lane)
      if (next >= 0) slots.queue.splice(next, 1)[0]?.enter()
    }
    if (slots.taken[lane] < PLACES[lane]) return give()
    slots.queue.push(waiting)
    signal?.addEventListener('abort', giveUp, { once: true })
  })
}
