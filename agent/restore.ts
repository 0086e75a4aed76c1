import { resolve } from 'node:path'
import type { Agent } from './agent'
import { greet, refusalSentence } from './greeting'
import { literalPattern } from './paths'
import { explain, type Work } from './repository'
import { findResticVersion, resticCommand, runRestic } from './restic'
import { StorageWatch } from './storage-watch'
import { parseObject } from './text'

type Restore = { snapshot: string; path: string; target: string }
type Restored = { ok: true; sentence: string } | { ok: false; sentence: string }

/** Brings a file or folder of a backup back, below `target` under its original path. Says how much, or why not. */
export async function restore(agent: Agent, wish: Restore, stop: AbortSignal): Promise<Restored> {
  const { text } = agent
  const restic = await findResticVersion()
  if (!restic) return { ok: false, sentence: text.noRestic(resticCommand()) }
  const hello = await greet(agent, restic, stop)
  if (hello.kind !== 'ok') return { ok: false, sentence: refusalSentence(text, hello) }
  const { repository } = hello.value
  const watch = new StorageWatch(repository, stop)
  try {
    return await copyBack(agent, wish, { repository, cache: agent.state.cache, watch, text })
  } finally {
    watch.close()
  }
}

async function copyBack(agent: Agent, { snapshot, path, target }: Restore, work: Work): Promise<Restored> {
  const { text } = agent
  const { repository, cache, watch } = work
  const run = { repository, cache, signal: watch.signal }
  let items = 0
  const onLine = (_: unknown, raw: string) => {
    if (parseObject(raw)?.struct_type === 'node') items += 1
  }
  const listed = await runRestic(['ls', '--json', '--recursive', '--', snapshot, path], { ...run, onLine })
  if (listed.code !== 0) return failure(work, listed.reason)
  // restic itself restores nothing and calls that a success.
  if (items === 0) return { ok: false, sentence: text.notInSnapshot(path, snapshot) }
  const folder = resolve(target)
  const onNote = (_: unknown, raw: string) => agent.log.note(raw)
  const args = ['restore', `--target=${folder}`, `--include=${literalPattern(path)}`, '--', snapshot]
  const restored = await runRestic(args, { ...run, onLine: onNote })
  return restored.code === 0 ? { ok: true, sentence: text.restored(items, folder) } : failure(work, restored.reason)
}

async function failure(work: Work, reason: string): Promise<Restored> {
  const ending = await explain(work, reason, work.text)
  if (ending.outcome === 'cancelled') return { ok: false, sentence: work.text.restoreCancelled }
  return { ok: false, sentence: work.text.restoreFailed(ending.error ?? reason) }
}
