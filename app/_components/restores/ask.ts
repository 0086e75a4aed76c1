import type { BrowsedFolder, FoundNames } from '@/lib/restores/types'

/** `offline`: the portal did not answer; it is asked again. */
export type Asked<T> = T | { state: 'offline' }

type Place = { machineId: string; snapshotId: string }

export const askFolder = (
  { machineId, snapshotId }: Place,
  folder: { path: string; offset?: number; descend?: boolean },
  signal: AbortSignal,
): Promise<Asked<BrowsedFolder>> =>
  ask(
    `/machines/${machineId}/restore/names?${new URLSearchParams({
      ...{ snapshotId, path: folder.path, offset: String(folder.offset ?? 0) },
      ...(folder.descend && { descend: '1' }),
    })}`,
    signal,
  )

export const askSearch = ({ machineId, snapshotId }: Place, text: string, signal: AbortSignal): Promise<Asked<FoundNames>> =>
  ask(`/machines/${machineId}/restore/search?${new URLSearchParams({ snapshotId, text })}`, signal)

async function ask<T>(address: string, signal: AbortSignal): Promise<Asked<T>> {
  try {
    const answer = await fetch(address, { signal })
    return answer.ok ? await answer.json() : { state: 'offline' }
  } catch {
    return { state: 'offline' }
  }
}
