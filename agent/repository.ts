import { cancelled, type Ending, failed, halted } from './ending'
import type { Messages } from './messages'
import { type Repository, runRestic } from './restic'
import { probeStorage } from './storage'
import type { StorageWatch } from './storage-watch'
import { parseObject } from './text'
import { wait, within } from './wait'

const PROBE_FOR_MS = 15_000
const UNLOCK_MS = 20_000
const STATS_MS = 60_000

export type Work = { repository: Repository; cache: string; watch: StorageWatch; text: Messages }
export type Prepared = { ok: true; created: boolean } | { ok: false; ending: Ending }

/** Makes sure that the storage answers (trying for 15 s), that the repository exists and that no dead process holds it. */
export async function prepareRepository(work: Work): Promise<Prepared> {
  const { repository, watch } = work
  const end = Date.now() + PROBE_FOR_MS
  for (let pause = 1000; ; pause *= 2) {
    const probe = await probeStorage(repository, watch.signal)
    if (watch.halt) return stopped(work, watch.halt)
    if (probe.kind === 'present') break
    if (probe.kind === 'absent') return createRepository(work)
    if (probe.kind !== 'away') return stopped(work, probe.kind)
    if (Date.now() + pause >= end) return stopped(work, 'unreachable', probe.reason)
    await wait(pause, watch.signal)
  }
  await removeStaleLocks(work)
  return { ok: true, created: false }
}

/** Takes away the locks of this machine's dead processes; whoever lives keeps its lock. What fails here fails again in the backup itself. */
export async function removeStaleLocks({ repository, cache, watch }: Work): Promise<void> {
  const limit = within(UNLOCK_MS, watch.signal)
  await runRestic(['unlock'], { repository, cache, signal: limit.signal })
  limit.done()
}

/** Who holds the repository, when that is why restic failed. */
export const holderOf = (reason: string): string | null => /already locked (?:exclusively )?by (PID \d+ on \S+)/.exec(reason)?.[1] ?? null

async function createRepository(work: Work): Promise<Prepared> {
  const { repository, cache, watch, text } = work
  const end = await runRestic(['init'], { repository, cache, signal: watch.signal })
  if (end.code === 0) return { ok: true, created: true }
  if (watch.halt) return stopped(work, watch.halt)
  const probe = await probeStorage(repository, watch.signal)
  // Another agent with the same key was faster.
  if (probe.kind === 'present') return { ok: true, created: false }
  return { ok: false, ending: await explain(work, end.reason, text) }
}

/** Why restic failed: the storage's state says more than restic's words about it. */
export async function explain(work: Work, reason: string, text: Messages): Promise<Ending> {
  if (work.watch.halt) return halted(work.watch.halt, text)
  const probe = await probeStorage(work.repository, work.watch.signal)
  if (work.watch.signal.aborted) return cancelled(text)
  if (probe.kind === 'away') return halted('unreachable', text, probe.reason)
  if (probe.kind === 'suspended' || probe.kind === 'unknown_key') return halted(probe.kind, text)
  return failed(text.engineFailed(reason), true)
}

/** The size of the repository on the storage in bytes, null when it cannot be told within a minute. */
export async function findStoredBytes({ repository, cache, watch }: Work): Promise<number | null> {
  let size: number | null = null
  const limit = within(STATS_MS, watch.signal)
  const end = await runRestic(['stats', '--mode', 'raw-data', '--no-lock', '--json'], {
    repository,
    cache,
    signal: limit.signal,
    onLine: (_, raw) => {
      size ??= parseTotalSize(raw)
    },
  })
  limit.done()
  return end.code === 0 ? size : null
}

function parseTotalSize(raw: string): number | null {
  const total = parseObject(raw)?.total_size
  return typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : null
}

function stopped({ text }: Work, halt: Parameters<typeof halted>[0], reason?: string): Prepared {
  return { ok: false, ending: halted(halt, text, reason) }
}
