/**
 * Of the four places that downloads have for restic in a process (lib/storage/slots.ts), those of one account take at most these, so that
 * the others still get theirs.
 */
const MOST_AT_ONCE = 2

// Shared by the two module graphs of one process, as the places are.
const shared = globalThis as typeof globalThis & { portalDownloads?: Map<string, number> }

/** Takes one of an account's places and answers how to leave it, which may be done twice; null when none is free. */
export function takeDownloadPlace(resellerId: string): (() => void) | null {
  shared.portalDownloads ??= new Map()
  const running = shared.portalDownloads
  const taken = running.get(resellerId) ?? 0
  if (taken >= MOST_AT_ONCE) return null
  running.set(resellerId, taken + 1)
  let left = false
  return () => {
    if (left) return
    left = true
    const others = (running.get(resellerId) ?? 1) - 1
    if (others > 0) running.set(resellerId, others)
    else running.delete(resellerId)
  }
}
