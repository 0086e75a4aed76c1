import { DOWNLOAD_PLACES } from '@/lib/storage/slots'

/** Of the places that downloads have for restic in a process, those of one account take at most these, and of the last ones a single one. */
const MOST_OF_ACCOUNT = 2
const LAST_PLACES = DOWNLOAD_PLACES / 2

// Shared by the two module graphs of one process, as the places are.
const shared = globalThis as typeof globalThis & { portalDownloads?: Map<string, number> }

/**
 * Takes one of an account's places and answers how to leave it, which may be done twice; null when none is free. Slow readers of few accounts
 * leave places to all others, and no download that has one waits for another's.
 */
export function takeDownloadPlace(resellerId: string): (() => void) | null {
  shared.portalDownloads ??= new Map()
  const running = shared.portalDownloads
  const taken = running.get(resellerId) ?? 0
  const all = [...running.values()].reduce((sum, count) => sum + count, 0)
  const most = all < DOWNLOAD_PLACES - LAST_PLACES ? MOST_OF_ACCOUNT : 1
  if (taken >= most || all >= DOWNLOAD_PLACES) return null
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
