import { emptyLine, type Line, standInLine } from '@/lib/line'

/**
 * Each waits for its own kind alone: people who browse wait neither for jobs nor for downloads, which may be as slow as whoever fetches them
 * likes.
 */
export type Lane = 'people' | 'downloads' | 'jobs'

/** So many downloads read at once in one process (lib/restores/download-places.ts says whose). */
export const DOWNLOAD_PLACES = 8

/** So many engines at once in one process: each may take a gigabyte of memory on a large repository. */
const PLACES: Record<Lane, number> = { people: 4, downloads: DOWNLOAD_PLACES, jobs: 2 }

// Shared by the two module graphs of one process, as they share its memory.
const shared = globalThis as typeof globalThis & { portalSlots?: Line<Lane> }

const hasPlace = (lane: Lane, taken: readonly Lane[]): boolean => taken.filter((other) => other === lane).length < PLACES[lane]

/** Waits for a place in the lane and answers how to leave it; null when the signal fires before one is free. */
export function takeSlot(lane: Lane, signal?: AbortSignal): Promise<(() => void) | null> {
  shared.portalSlots ??= emptyLine()
  return standInLine(shared.portalSlots, lane, hasPlace, signal)
}
