import { lstatSync, readdirSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { Agent } from '@/agent/agent'
import { greet, refusalSentence } from '@/agent/greeting'
import { explain, type Work } from '@/agent/repository'
import { findResticVersion, resticCommand } from '@/agent/restic'
import { readable, readsLike } from '@/agent/restoring/byte-path'
import { bring, countWanted } from '@/agent/restoring/engine'
import { isPlainPath, nativePath, stagedPath } from '@/agent/restoring/native-path'
import { lstatIfThere, makePlace, nearestFolder } from '@/agent/restoring/place'
import { place } from '@/agent/restoring/placing'
import { makeStaging, removeStaging } from '@/agent/restoring/staging'
import { Tally } from '@/agent/restoring/tally'
import { StorageWatch } from '@/agent/storage-watch'
import { type RestorePayload, restorePayloadSchema } from '@/lib/agent-protocol/restore'
import type { CommandHandler } from './handlers'
import type { CommandResult } from './journal'

/** A place for what the engine brings, and the paths that go from there into theirs. */
type Batch = { folder: string; moves: { path: string; target: string }[] }
type Run = { agent: Agent; id: string; wish: RestorePayload; work: Work; tally: Tally; stop: AbortSignal }

/**
 * Brings files of a backup back: where they were, or below another folder under their original paths. The engine writes beside the
 * place, on the same disk; then each name is moved into it, so that no file is ever half there (requirements F5).
 */
export const restoreFiles: CommandHandler = async ({ agent, command, stop, tell }) => {
  const { text } = agent
  const parsed = restorePayloadSchema.safeParse(command)
  if (!parsed.success || !parsed.data.paths.every(isPlainPath)) return failed(text.restoreUnclear)
  const restic = await findResticVersion()
  if (!restic) return failed(text.noRestic(resticCommand()))
  const hello = await greet(agent, restic, stop)
  if (hello.kind !== 'ok') return failed(refusalSentence(text, hello))
  const watch = new StorageWatch(hello.value.repository, stop)
  const work = { repository: hello.value.repository, cache: agent.state.cache, watch, text }
  const tally = new Tally(tell)
  try {
    return await carryOut({ agent, id: command.id, wish: parsed.data, work, tally, stop })
  } finally {
    tally.end()
    watch.close()
  }
}

async function carryOut(run: Run): Promise<CommandResult> {
  const { agent, wish, work, tally, stop } = run
  const { text } = agent
  const counted = await countWanted(work, wish.snapshotId, wish.paths, tally)
  if (counted.code !== 0) return failure(work, counted.reason)
  for (const batch of batchesOf(run)) {
    const result = await bringBatch(run, batch)
    if (result) return result
  }
  if (stop.aborted) return { status: 'cancelled', detail: text.restoreCancelled }
  const { filesDone, filesSkipped, filesFailed } = tally.counts
  const sentence = text.filesRestored(filesDone, filesSkipped, filesFailed)
  return filesFailed > 0 && filesDone === 0 && filesSkipped === 0 ? failed(sentence) : { status: 'done', detail: sentence }
}

async function bringBatch({ agent, id, wish, work, tally, stop }: Run, { folder, moves }: Batch): Promise<CommandResult | null> {
  const before = { ...tally.counts }
  const { path: made, held } = makeStaging(agent, folder, id)
  const staging = readable(held.path)
  try {
    const paths = moves.map(({ path }) => path)
    const end = await bring(agent, work, { snapshot: wish.snapshotId, paths, staging }, tally)
    if (end.code !== 0) return await failure(work, end.reason)
    tally.counts.filesDone = before.filesDone
    tally.counts.bytesDone = before.bytesDone
    for (const { path, target } of moves) {
      const staged = stagedPath(staging, path)
      const names = namesLike(staged)
      if (names.length === 0 && !stop.aborted) tally.failed(path, agent.text.notBrought)
      for (const name of names)
        await place(dirname(staged), dirname(target), name, { overwrite: wish.overwrite, tally, text: agent.text, stop })
    }
    return null
  } finally {
    held.release()
    removeStaging(agent, made)
  }
}

/** One for each disk: files can only be renamed within it. */
function batchesOf({ wish, tally, agent }: Run): Batch[] {
  const { target } = wish
  const batches = new Map<number, Batch>()
  for (const path of wish.paths) {
    const native = nativePath(path)
    const place = target === null ? native : stagedPath(resolve(target), path)
    if (place === null) {
      tally.failed(path, agent.text.noPlace)
      continue
    }
    if (target !== null && makePlace(resolve(target)) === null) {
      tally.failed(path, agent.text.linkOnTheWay)
      continue
    }
    const folder = nearestFolder(target === null ? dirname(place) : resolve(target))
    const disk = lstatSync(folder).dev
    const batch = batches.get(disk) ?? { folder, moves: [] }
    batch.moves.push({ path, target: place })
    batches.set(disk, batch)
  }
  return [...batches.values()]
}

/** The names of bytes that a selected path stands for: more than one where they are no UTF-8 and read alike. */
function namesLike(staged: string): string[] {
  if (!lstatIfThere(dirname(staged))) return []
  return readdirSync(dirname(staged), { encoding: 'latin1' }).filter((name) => readsLike(name, basename(staged)))
}

const failed = (detail: string): CommandResult => ({ status: 'failed', detail })

async function failure(work: Work, reason: string): Promise<CommandResult> {
  const ending = await explain(work, reason, work.text)
  if (ending.outcome === 'cancelled') return { status: 'cancelled', detail: work.text.restoreCancelled }
  return failed(work.text.restoreFailed(ending.error ?? reason))
}
